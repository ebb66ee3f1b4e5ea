// purpose: Remove ties.
// access:  write
// param:   ties list of {key, source_id}
// returns: nothing
UNWIND $ties AS gone
MATCH (source:Item {id: gone.source_id})-[tie]->(:Item)
WHERE tie.key = gone.key
DELETE tie
