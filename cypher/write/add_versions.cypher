// purpose: Rows that begin with this revision.
// access:  write
// param:   rows list of {key, kind, tie, source_id, target_id, since, body}
// returns: nothing
UNWIND $rows AS row
CREATE (v:GraphServiceVersion)
SET v = row
