// purpose: Record a write and count it.
// access:  write
// param:   number integer
// param:   digest string
// param:   at string
// param:   author string
// param:   note string
// param:   about string (JSON)
// returns: nothing
MATCH (s:GraphServiceState {id: 'state'})
SET s.number = $number, s.digest = $digest, s.about = $about
CREATE (:GraphServiceRevision {
  number: $number, digest: $digest, at: $at, author: $author, note: $note, about: $about
})
