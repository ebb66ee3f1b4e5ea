// purpose: Remove every version of nodes and of their ties.
// access:  write
// param:   ids list of string
// returns: nothing
MATCH (v:GraphServiceVersion)
WHERE (NOT v.tie AND v.key IN $ids) OR v.source_id IN $ids OR v.target_id IN $ids
DELETE v
