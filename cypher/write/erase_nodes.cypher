// purpose: Remove nodes and all their ties.
// access:  write
// param:   ids list of string
// returns: nothing
MATCH (n:Item)
WHERE n.id IN $ids
DETACH DELETE n
