// purpose: Every tie now stored.
// access:  read
// returns: type string, source_id string, target_id string, properties map
MATCH (source:Item)-[tie]->(target:Item)
RETURN type(tie) AS type, source.id AS source_id, target.id AS target_id, properties(tie) AS properties
ORDER BY tie.key
