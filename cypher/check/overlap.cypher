// purpose: Bodies with much the same members, and which of them are set up for the same thing.
// access:  read
// param:   day string (ISO date)
// param:   seen list of string (visibilities the reader may see)
// param:   share float (least Jaccard index)
// param:   least integer (fewest shared members)
// returns: first string, second string, shared integer, members_first integer, members_second integer, double boolean
MATCH (a:Actor)-[m:MEMBER_OF|LEADS]->(b:Body)
WHERE b.standing AND all(x IN [a, m, b] WHERE x.visibility IN $seen
  AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
  AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
WITH b, collect(DISTINCT a) AS members
CALL (b, members) {
  UNWIND [b] + members AS who
  MATCH (who)-[w:WORKS_IN]->(f:FieldOfAction)
  MATCH same = (f)-[:SAME_AS*0..]-(g:FieldOfAction)
  WHERE all(x IN [w] + nodes(same) + relationships(same) WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  WITH who, f, min(g.id) AS field
  WITH field, count(DISTINCT CASE WHEN who <> b THEN who END) AS often, count(CASE WHEN who = b THEN 1 END) AS own
  RETURN collect(CASE WHEN own > 0 THEN field END) AS recorded,
    collect(CASE WHEN 2 * often >= size(members) THEN field END) AS of_members
}
WITH b, members, CASE WHEN recorded = [] THEN of_members ELSE recorded END AS fields
WITH collect({b: b, id: b.id, level: b.level, fields: fields, members: [a IN members | a.id]}) AS bodies
UNWIND bodies AS one
UNWIND bodies AS other
WITH one, other, [i IN one.members WHERE i IN other.members] AS both
WHERE one.id < other.id AND size(both) >= $least
  AND 1.0 * size(both) / (size(one.members) + size(other.members) - size(both)) >= $share - 1e-12
WITH one, other, both, one.b AS first, other.b AS second
OPTIONAL MATCH (first)-[p:PART_OF]-(second)
WHERE p.visibility IN $seen
  AND coalesce(p.valid_from, '') <= left($day, size(coalesce(p.valid_from, '')))
  AND coalesce(p.valid_to, '9999') >= left($day, size(coalesce(p.valid_to, '9999')))
WITH one, other, both, count(p) AS parts
RETURN one.id AS first, other.id AS second, size(both) AS shared, size(one.members) AS members_first,
  size(other.members) AS members_second,
  coalesce(one.level = other.level, false) AND parts = 0 AND any(f IN one.fields WHERE f IN other.fields) AS double
ORDER BY first, second
