// purpose: Write ties whole, new or not.
// access:  write
// param:   rows list of {key, type, source_id, target_id, properties}
// returns: nothing
UNWIND $rows AS row
MATCH (source:Item {id: row.source_id})
MATCH (target:Item {id: row.target_id})
MERGE (source)-[tie:$(row.type) {key: row.key}]->(target)
SET tie = row.properties
