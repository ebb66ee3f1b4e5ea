// purpose: Every migration applied, in order.
// access:  read
// returns: version string, checksum string
MATCH (m:GraphServiceMigration)
WHERE m.checksum IS NOT NULL
RETURN m.version AS version, m.checksum AS checksum
ORDER BY version
