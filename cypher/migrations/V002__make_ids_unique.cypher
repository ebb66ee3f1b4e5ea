// purpose: An id is unique over all kinds of nodes.
// access:  schema
// returns: nothing
CREATE CONSTRAINT item_id IF NOT EXISTS
FOR (n:Item) REQUIRE n.id IS UNIQUE
