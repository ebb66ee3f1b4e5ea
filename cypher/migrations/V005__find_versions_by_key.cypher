// purpose: Versions of a row are found by its key.
// access:  schema
// returns: nothing
CREATE INDEX graph_service_version_key IF NOT EXISTS
FOR (v:GraphServiceVersion) ON (v.key)
