// purpose: Which of these nodes were ever stored.
// access:  read
// param:   ids list of string
// returns: key string
MATCH (v:GraphServiceVersion)
WHERE v.key IN $ids AND NOT v.tie
RETURN DISTINCT v.key AS key
ORDER BY key
