// purpose: Bodies with nearly the same members.
// access:  read
// param:   day string (ISO date)
// param:   seen list of string (visibilities the reader may see)
// param:   share float (least Jaccard index)
// param:   least integer (fewest shared members)
// returns: first string, second string, shared integer, members_first integer, members_second integer
MATCH (a:Actor)-[m:MEMBER_OF|LEADS]->(b:Body)
WHERE b.standing AND all(x IN [a, m, b] WHERE x.visibility IN $seen
  AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
  AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
WITH b, collect(DISTINCT a.id) AS members
WITH collect({id: b.id, members: members}) AS bodies
UNWIND bodies AS one
UNWIND bodies AS other
WITH one, other, [i IN one.members WHERE i IN other.members] AS both
WHERE one.id < other.id AND size(both) >= $least
  AND 1.0 * size(both) / (size(one.members) + size(other.members) - size(both)) >= $share - 1e-12
RETURN one.id AS first, other.id AS second, size(both) AS shared, size(one.members) AS members_first,
  size(other.members) AS members_second
ORDER BY first, second
