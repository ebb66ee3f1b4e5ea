// purpose: Rows that end with this revision.
// access:  write
// param:   keys list of string
// param:   number integer
// returns: nothing
UNWIND $keys AS key
MATCH (v:GraphServiceVersion {key: key})
WHERE v.until IS NULL
SET v.until = $number
