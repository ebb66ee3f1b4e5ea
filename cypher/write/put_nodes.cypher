// purpose: Write nodes whole, new or not.
// access:  write
// param:   rows list of {id, label, properties}
// returns: nothing
UNWIND $rows AS row
MERGE (n:Item {id: row.id})
SET n = row.properties
SET n:$(row.label)
