// purpose: The present revision; no row before the first write.
// access:  read
// returns: number integer, digest string, about string (JSON)
MATCH (s:GraphServiceState {id: 'state'})
WHERE s.number > 0
RETURN s.number AS number, s.digest AS digest, s.about AS about
