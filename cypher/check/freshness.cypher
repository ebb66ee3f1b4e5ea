// purpose: How many entries of each kind have no date or no source, are not confirmed, or are older than a day.
// access:  read
// param:   day string (ISO date)
// param:   seen list of string (visibilities the reader may see)
// param:   limit string (ISO date: what is no younger counts as old)
// returns: kind string (label or type), count integer, undated integer, unsourced integer, old integer, unconfirmed integer
CALL () {
  MATCH (n:Item)
  WHERE coalesce(n.standing, true) AND all(x IN [n] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  RETURN [label IN labels(n) WHERE label <> 'Item'][0] AS kind, n AS row
  UNION ALL
  MATCH (a:Item)-[t]->(b:Item)
  WHERE coalesce(a.standing, true) AND coalesce(b.standing, true) AND all(x IN [a, t, b] WHERE x.visibility IN $seen
    AND coalesce(x.valid_from, '') <= left($day, size(coalesce(x.valid_from, '')))
    AND coalesce(x.valid_to, '9999') >= left($day, size(coalesce(x.valid_to, '9999'))))
  RETURN type(t) AS kind, t AS row
}
WITH kind, row, CASE size(row.as_of)
  WHEN 4 THEN date(row.as_of + '-12-31')
  WHEN 7 THEN date(row.as_of + '-01') + duration({months: 1}) - duration({days: 1})
  WHEN 10 THEN date(row.as_of)
END AS last
RETURN kind, count(*) AS count, count(*) - count(row.as_of) AS undated, count(*) - count(row.source) AS unsourced,
  count(CASE WHEN last <= date($limit) THEN 1 END) AS old,
  count(CASE WHEN NOT coalesce(row.confirmed, false) THEN 1 END) AS unconfirmed
ORDER BY kind
