// purpose: Versions are found by the revision they ended with.
// access:  schema
// returns: nothing
CREATE INDEX graph_service_version_until IF NOT EXISTS
FOR (v:GraphServiceVersion) ON (v.until)
