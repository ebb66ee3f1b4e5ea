// purpose: Take the lock of the one process that lays out the database; until another has ended, this waits.
// access:  write
// param:   version string (of the first migration, which makes it unique)
// returns: nothing
MERGE (m:GraphServiceMigration {version: $version})
SET m.locked = true
REMOVE m.locked
