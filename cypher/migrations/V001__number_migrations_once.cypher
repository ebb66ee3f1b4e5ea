// purpose: No migration is recorded twice.
// access:  schema
// returns: nothing
CREATE CONSTRAINT graph_service_migration IF NOT EXISTS
FOR (m:GraphServiceMigration) REQUIRE m.version IS UNIQUE
