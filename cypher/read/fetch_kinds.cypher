// purpose: What the nodes with these ids are.
// access:  read
// param:   ids list of string
// returns: id string, label string
MATCH (n:Item)
WHERE n.id IN $ids
RETURN n.id AS id, [label IN labels(n) WHERE label <> 'Item'][0] AS label
ORDER BY id
