// purpose: Every row as it was after one revision.
// access:  read
// param:   number integer
// returns: tie boolean, body string (JSON)
MATCH (v:GraphServiceVersion)
WHERE v.since <= $number AND (v.until IS NULL OR v.until > $number)
RETURN v.tie AS tie, v.body AS body
ORDER BY v.key
