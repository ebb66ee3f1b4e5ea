// purpose: Every migration applied, in order.
// access:  read
// returns: version string, checksum string
MATCH (m:GraphServiceMigration)
RETURN m.version AS version, m.checksum AS checksum
ORDER BY version
