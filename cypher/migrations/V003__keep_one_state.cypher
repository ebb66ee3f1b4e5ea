// purpose: There is one counter of revisions.
// access:  schema
// returns: nothing
CREATE CONSTRAINT graph_service_state IF NOT EXISTS
FOR (s:GraphServiceState) REQUIRE s.id IS UNIQUE
