// purpose: Fewest firm steps from each standing body to a political body.
// access:  read
// param:   day string (ISO date)
// param:   seen list of string (visibilities the reader may see)
// param:   council string (regular expression for the type of an actor that counts as politics)
// returns: body string, steps integer
MATCH (b:Body)
WHERE b.standing AND all(x IN [b] WHERE x.visibility IN $seen
  AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
  AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
MATCH (goal:Body|Actor)
WHERE (goal.level = 'political' AND goal.standing OR coalesce(goal.actor_type, '') =~ $council)
  AND goal <> b AND all(x IN [goal] WHERE x.visibility IN $seen
  AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
  AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
MATCH way = shortestPath((b)-[:REPORTS_TO|MEMBER_OF|PART_OF*1..]->(goal))
WHERE all(r IN relationships(way) WHERE type(r) <> 'MEMBER_OF' OR (startNode(r):Body AND r.role <> 'guest'))
  AND all(n IN nodes(way) WHERE coalesce(n.standing, true))
  AND all(x IN nodes(way) + relationships(way) WHERE x.visibility IN $seen
  AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
  AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
RETURN b.id AS body, min(length(way)) AS steps
ORDER BY body
