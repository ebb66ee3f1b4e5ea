// purpose: No revision is numbered twice.
// access:  schema
// returns: nothing
CREATE CONSTRAINT graph_service_revision IF NOT EXISTS
FOR (r:GraphServiceRevision) REQUIRE r.number IS UNIQUE
