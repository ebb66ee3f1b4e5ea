// purpose: Remove nodes that have no ties left.
// access:  write
// param:   ids list of string
// returns: nothing
MATCH (n:Item)
WHERE n.id IN $ids
DELETE n
