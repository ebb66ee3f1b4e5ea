// purpose: How many actors and bodies hear from each body in one step, and in at most two.
// access:  read
// param:   day string (ISO date)
// param:   seen list of string (visibilities the reader may see)
// returns: body string, in_1 integer, in_2 integer
MATCH (b:Body)
WHERE b.standing AND all(x IN [b] WHERE x.visibility IN $seen
  AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
  AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
OPTIONAL MATCH (b)-[r:INFORMS|REPORTS_TO|MEMBER_OF|LEADS]-(near:Actor|Body)
WHERE coalesce(near.standing, true) AND all(x IN [r, near] WHERE x.visibility IN $seen
  AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
  AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  AND ((type(r) IN ['INFORMS', 'REPORTS_TO'] AND startNode(r) = b)
    OR (type(r) IN ['MEMBER_OF', 'LEADS'] AND (endNode(r) = b OR coalesce(r.role, '') <> 'guest')))
WITH b, collect(DISTINCT near) AS first
OPTIONAL CALL (b, first) {
  UNWIND first AS near
  MATCH (near)-[r:INFORMS|REPORTS_TO|MEMBER_OF|LEADS]-(far:Actor|Body)
  WHERE far <> b AND NOT far IN first AND coalesce(far.standing, true) AND all(x IN [r, far] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
    AND ((type(r) IN ['INFORMS', 'REPORTS_TO'] AND startNode(r) = near)
    OR (type(r) IN ['MEMBER_OF', 'LEADS'] AND (endNode(r) = near OR coalesce(r.role, '') <> 'guest')))
  RETURN count(DISTINCT far) AS further
}
RETURN b.id AS body, size(first) AS in_1, size(first) + coalesce(further, 0) AS in_2
ORDER BY body
