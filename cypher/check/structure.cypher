// purpose: What lacks what: fields a body, a steering level, a lead; bodies a lead, a way of reporting; actors a seat.
// access:  read
// param:   day string (ISO date)
// param:   seen list of string (visibilities the reader may see)
// returns: kind string (as the kinds of findings), id string
CALL () {
  MATCH same = (f:FieldOfAction)-[:SAME_AS*0..]-(g:FieldOfAction)
  WHERE all(x IN nodes(same) + relationships(same) WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  WITH f, min(g.id) AS field
  OPTIONAL MATCH (b:Body)-[w:WORKS_IN]->(f)
  WHERE b.standing AND all(x IN [b, w] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  OPTIONAL MATCH (who)-[l:LEADS|MEMBER_OF]->(b)
  WHERE (type(l) = 'LEADS' OR l.role = 'lead') AND coalesce(who.standing, true)
    AND all(x IN [who, l] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  WITH field, count(b) AS bodies, count(who) AS leads,
    count(CASE WHEN b.level IN ['strategic', 'political'] THEN 1 END) AS steering
  UNWIND CASE WHEN bodies = 0 THEN ['field-without-body'] ELSE
    CASE WHEN steering = 0 THEN ['field-without-strategic-level'] ELSE [] END
    + CASE WHEN leads = 0 THEN ['field-without-lead'] ELSE [] END END AS kind
  RETURN kind, field AS id
  UNION
  MATCH (b:Body)
  WHERE b.standing AND all(x IN [b] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  OPTIONAL MATCH (who)-[l:LEADS|MEMBER_OF]->(b)
  WHERE (type(l) = 'LEADS' OR l.role = 'lead') AND coalesce(who.standing, true)
    AND all(x IN [who, l] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  WITH b, count(who) AS leads
  OPTIONAL MATCH (b)-[r:REPORTS_TO]->(above)
  WHERE coalesce(above.standing, true) AND all(x IN [above, r] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  WITH b, leads, count(above) AS reports
  UNWIND CASE WHEN leads = 0 THEN ['body-without-lead'] ELSE [] END
    + CASE WHEN reports = 0 AND coalesce(b.level, '') <> 'political' THEN ['body-reports-nowhere'] ELSE [] END AS kind
  RETURN kind, b.id AS id
  UNION
  MATCH (a:Actor)
  WHERE all(x IN [a] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  OPTIONAL MATCH (a)-[m:MEMBER_OF|LEADS]->(b:Body)
  WHERE b.standing AND all(x IN [m, b] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  WITH a, count(b) AS seats
  WHERE seats = 0
  RETURN 'actor-in-no-body' AS kind, a.id AS id
}
RETURN kind, id
ORDER BY kind, id
