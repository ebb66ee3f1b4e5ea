// purpose: One revision by number.
// access:  read
// param:   number integer
// returns: number integer, digest string, about string (JSON)
MATCH (r:GraphServiceRevision {number: $number})
RETURN r.number AS number, r.digest AS digest, r.about AS about
