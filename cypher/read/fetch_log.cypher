// purpose: Writes after a revision, oldest first.
// access:  read
// param:   since integer
// param:   limit integer
// returns: number integer, digest string, at string, author string, note string, about string (JSON)
MATCH (r:GraphServiceRevision)
WHERE r.number > $since
RETURN r.number AS number, r.digest AS digest, r.at AS at, r.author AS author, r.note AS note,
       r.about AS about
ORDER BY number
LIMIT $limit
