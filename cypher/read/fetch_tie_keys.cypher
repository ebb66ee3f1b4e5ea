// purpose: Which of these ties are stored.
// access:  read
// param:   ties list of {key, source_id}
// returns: key string
UNWIND $ties AS wanted
MATCH (source:Item {id: wanted.source_id})-[tie]->(:Item)
WHERE tie.key = wanted.key
RETURN tie.key AS key
ORDER BY key
