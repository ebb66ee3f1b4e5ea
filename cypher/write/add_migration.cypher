// purpose: Record a migration as applied, behind the one before it.
// access:  write
// param:   version string
// param:   name string
// param:   checksum string
// param:   previous string or null
// returns: nothing
MERGE (m:GraphServiceMigration {version: $version})
SET m.name = $name, m.checksum = $checksum
WITH m
MATCH (before:GraphServiceMigration {version: $previous})
MERGE (before)-[:MIGRATED_TO]->(m)
