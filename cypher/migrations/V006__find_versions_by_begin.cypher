// purpose: Versions are found by the revision they began with.
// access:  schema
// returns: nothing
CREATE INDEX graph_service_version_since IF NOT EXISTS
FOR (v:GraphServiceVersion) ON (v.since)
