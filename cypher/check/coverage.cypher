// purpose: Who of a field is active in a municipality or serves a target group, and whether both were asked for.
// access:  read
// param:   day string (ISO date)
// param:   seen list of string (visibilities the reader may see)
// returns: field string, other string, who list of string, asked boolean
MATCH same = (f:FieldOfAction)-[:SAME_AS*0..]-(g:FieldOfAction)
WHERE all(x IN nodes(same) + relationships(same) WHERE x.visibility IN $seen
  AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
  AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
WITH f, min(g.id) AS field, collect(g) AS same
OPTIONAL CALL (same) {
  UNWIND same AS g
  MATCH (s:Survey)-[c:COVERS]->(g)
  WHERE coalesce(s.asked_on, s.as_of) IS NOT NULL AND all(x IN [s, c] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  RETURN count(s) AS surveys
}
OPTIONAL CALL (f) {
  MATCH (who:Actor|Body)-[w:WORKS_IN]->(f)
  WHERE coalesce(who.standing, true) AND all(x IN [who, w] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  RETURN who
  UNION
  MATCH (who:Actor)-[m:MEMBER_OF|LEADS]->(b:Body)-[w:WORKS_IN]->(f)
  WHERE b.standing AND all(x IN [who, m, b, w] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  RETURN who
}
WITH field, max(surveys) AS surveys, collect(DISTINCT who) AS inside
MATCH (other:Municipality|TargetGroup)
WHERE all(x IN [other] WHERE x.visibility IN $seen
  AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
  AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
CALL (other) {
  OPTIONAL MATCH (s:Survey)-[c:COVERS]->(other)
  WHERE coalesce(s.asked_on, s.as_of) IS NOT NULL AND all(x IN [s, c] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  RETURN count(s) AS asked
}
OPTIONAL MATCH (who)-[t:ACTIVE_IN|SERVES]->(other)
WHERE who IN inside AND all(x IN [t] WHERE x.visibility IN $seen
  AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
  AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
RETURN field, other.id AS other, [i IN collect(DISTINCT who.id) WHERE i IS NOT NULL | i] AS who,
  surveys > 0 AND asked > 0 AS asked
ORDER BY field, other
