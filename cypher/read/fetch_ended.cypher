// purpose: Rows that ended with one revision.
// access:  read
// param:   number integer
// returns: key string, kind string, body string (JSON)
MATCH (v:GraphServiceVersion {until: $number})
RETURN v.key AS key, v.kind AS kind, v.body AS body
ORDER BY key
