// purpose: Every node now stored.
// access:  read
// returns: label string (what kind it is), properties map
MATCH (n:Item)
RETURN [label IN labels(n) WHERE label <> 'Item'][0] AS label, properties(n) AS properties
ORDER BY n.id
