// purpose: Who is part of every way by which somebody belongs to both of two fields: the only known link.
// access:  read
// param:   day string (ISO date)
// param:   seen list of string (visibilities the reader may see)
// returns: first string, second string, through list of string (empty: there is more than one way without a common part)
MATCH same = (f:FieldOfAction)-[:SAME_AS*0..]-(g:FieldOfAction)
WHERE all(x IN nodes(same) + relationships(same) WHERE x.visibility IN $seen
  AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
  AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
WITH f, min(g.id) AS field
CALL (f) {
  MATCH (who:Actor|Body)-[w:WORKS_IN]->(f)
  WHERE coalesce(who.standing, true) AND all(x IN [who, w] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  RETURN who.id AS who, '' AS place
  UNION
  MATCH (who:Actor)-[m:MEMBER_OF|LEADS]->(b:Body)-[w:WORKS_IN]->(f)
  WHERE b.standing AND all(x IN [who, m, b, w] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  RETURN who.id AS who, b.id AS place
}
WITH field, who, collect(DISTINCT place) AS places
WITH field, who, [who] + CASE WHEN size(places) = 1 AND places[0] <> '' THEN places ELSE [] END AS needed
WITH collect({field: field, who: who, needed: needed}) AS rows
UNWIND rows AS one
UNWIND rows AS other
WITH one, other
WHERE one.who = other.who AND one.field < other.field
WITH one.field AS first, other.field AS second, collect(one.needed + other.needed) AS ways
UNWIND ways[0] AS through
WITH first, second, ways, through
WHERE all(way IN ways WHERE through IN way)
RETURN first, second, collect(DISTINCT through) AS through
ORDER BY first, second
