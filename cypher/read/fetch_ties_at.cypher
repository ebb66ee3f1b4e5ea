// purpose: Every tie at one of these nodes.
// access:  read
// param:   ids list of string
// returns: key string, source_id string, target_id string
MATCH (n:Item)-[tie]-(:Item)
WHERE n.id IN $ids
RETURN DISTINCT tie.key AS key, startNode(tie).id AS source_id, endNode(tie).id AS target_id
ORDER BY key
