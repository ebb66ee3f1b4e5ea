// purpose: Rows that began with one revision.
// access:  read
// param:   number integer
// returns: key string, kind string, body string (JSON)
MATCH (v:GraphServiceVersion {since: $number})
RETURN v.key AS key, v.kind AS kind, v.body AS body
ORDER BY key
