// purpose: Whose migrant voice sits in each standing body, guests left out.
// access:  read
// param:   day string (ISO date)
// param:   seen list of string (visibilities the reader may see)
// param:   voice string (regular expression for the type of an actor that counts as a migrant voice)
// returns: body string, level string or null, voices list of string, seats integer
CALL () {
  MATCH (a:Actor)
  WHERE a.actor_type =~ $voice AND all(x IN [a] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  RETURN a AS v
  UNION
  MATCH (part:Actor|Body)-[p:PART_OF]->(a:Actor)
  WHERE a.actor_type =~ $voice AND all(x IN [part, p, a] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  RETURN part AS v
  UNION
  MATCH (b:Body {level: 'participation'})
  WHERE b.standing AND all(x IN [b] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  RETURN b AS v
  UNION
  MATCH (a:Actor)-[m:MEMBER_OF|LEADS]->(b:Body {level: 'participation'})
  WHERE b.standing AND (type(m) = 'LEADS' OR m.role = 'lead') AND all(x IN [a, m, b] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  RETURN a AS v
}
WITH collect(DISTINCT v) AS known
MATCH (b:Body)
WHERE b.standing AND all(x IN [b] WHERE x.visibility IN $seen
  AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
  AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
OPTIONAL MATCH (who:Actor|Body)-[t:MEMBER_OF|LEADS|PART_OF]->(b)
WHERE coalesce(t.role, '') <> 'guest' AND coalesce(who.standing, true) AND all(x IN [who, t] WHERE x.visibility IN $seen
  AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
  AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
RETURN b.id AS body, b.level AS level, collect(DISTINCT CASE WHEN who IN known THEN who.id END) AS voices,
  count(DISTINCT who) AS seats
ORDER BY body
