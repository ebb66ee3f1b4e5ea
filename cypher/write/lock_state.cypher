// purpose: Take the lock of the one writer, and tell the present revision; 0 before the first write.
// access:  write
// returns: number integer, digest string, about string (JSON) or null
MERGE (s:GraphServiceState {id: 'state'})
ON CREATE SET s.number = 0, s.digest = ''
SET s.locked = true
REMOVE s.locked
RETURN s.number AS number, s.digest AS digest, s.about AS about
