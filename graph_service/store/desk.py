"""What waits beside the network: rounds of asking and the answers to them, in one small SQLite file."""

import contextlib
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from graph_service.errors import Conflict, NotFound, StoreUnavailable
from graph_service.surveys.model import Answer, Letter, Round, State
from graph_service.words import Text

_LAYOUT = """
CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS round (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS letter (
  round TEXT NOT NULL REFERENCES round (id) ON DELETE CASCADE, node TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (round, node)
) STRICT;
"""


class Desk:
    """Rounds and letters; safe for several threads and processes.

    They lie beside the network, not in it: an answer is nothing anybody has decided on yet. Made when first used.
    """

    def __init__(self, path: Path) -> None:
        """Use the file *path*; it need not be there."""
        self._path = path
        self._lock = threading.RLock()

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                with contextlib.closing(sqlite3.connect(self._path, timeout=10, isolation_level=None)) as db:
                    db.execute("PRAGMA secure_delete = ON")
                    db.execute("PRAGMA foreign_keys = ON")
                    for statement in _LAYOUT.split(";"):
                        db.execute(statement)
                    db.execute("BEGIN IMMEDIATE")
                    try:
                        yield db
                        db.execute("COMMIT")
                    except BaseException:
                        db.execute("ROLLBACK")
                        raise
            except (sqlite3.Error, OSError) as error:
                text = Text(
                    "Die Datei {file} lässt sich nicht lesen oder schreiben.",
                    "The file {file} cannot be read or written.",
                )
                raise StoreUnavailable(text.format(file=self._path.name)) from error

    def key(self) -> bytes:
        """Give the key that signs links; made once, by chance."""
        with self._open() as db:
            db.execute("INSERT OR IGNORE INTO secret VALUES ('links', ?)", (secrets.token_bytes(32),))
            value: bytes = db.execute("SELECT value FROM secret WHERE name = 'links'").fetchone()[0]
            return value

    def rounds(self) -> tuple[Round, ...]:
        """Every round, newest first."""
        with self._open() as db:
            found = [Round.model_validate_json(body) for (body,) in db.execute("SELECT body FROM round")]
        return tuple(sorted(found, key=lambda one: (one.asked_on, one.id), reverse=True))

    def round(self, round_id: str) -> Round:
        """One round; `NotFound` if there is none."""
        with self._open() as db:
            row = db.execute("SELECT body FROM round WHERE id = ?", (round_id,)).fetchone()
        if row is None:
            raise NotFound(
                Text("Eine Erhebung „{id}“ gibt es nicht.", "There is no survey “{id}”.").format(id=round_id)
            )
        return Round.model_validate_json(row[0])

    def begin(self, one: Round) -> None:
        """Keep a new round with an open letter for everybody it asks; `Conflict` if the id is taken."""
        with self._open() as db:
            if db.execute("SELECT 1 FROM round WHERE id = ?", (one.id,)).fetchone():
                text = Text("Eine Erhebung „{id}“ gibt es schon.", "There is a survey “{id}” already.")
                raise Conflict(text.format(id=one.id))
            db.execute("INSERT INTO round VALUES (?, ?)", (one.id, one.model_dump_json()))
            db.executemany(
                "INSERT INTO letter VALUES (?, ?, ?)",
                ((one.id, node, Letter(node=node).model_dump_json()) for node in sorted(set(one.asked))),
            )

    def drop(self, round_id: str) -> None:
        """Forget a round with all that came back; its links are worth nothing from then on."""
        with self._open() as db:
            db.execute("DELETE FROM round WHERE id = ?", (round_id,))

    def letters(self, round_id: str) -> tuple[Letter, ...]:
        """Every letter of a round, by member."""
        with self._open() as db:
            rows = db.execute("SELECT body FROM letter WHERE round = ? ORDER BY node", (round_id,)).fetchall()
        return tuple(Letter.model_validate_json(body) for (body,) in rows)

    def letter(self, round_id: str, node_id: str) -> Letter | None:
        """Letter of one member, if they are asked."""
        with self._open() as db:
            return _letter(db, round_id, node_id)

    def receive(self, round_id: str, letter: Letter, answer: Answer) -> None:
        """Keep an answer until an editor settles it; `Conflict` if the link was used or replaced meanwhile."""
        self._change(round_id, letter, state="waiting", sent_at=datetime.now(UTC), answer=answer)

    def settle(self, round_id: str, letter: Letter, state: State) -> None:
        """Note what became of an answer, and let go of what it said."""
        self._change(round_id, letter, state=state, settled_at=datetime.now(UTC), answer=None)

    def reopen(self, round_id: str, letter: Letter) -> None:
        """Let a member answer anew by a new link; the old one is worth nothing from then on."""
        fresh = {"serial": letter.serial + 1, "sent_at": None, "settled_at": None}
        self._change(round_id, letter, state="open", answer=None, **fresh)

    def _change(self, round_id: str, letter: Letter, **changed: object) -> None:
        with self._open() as db:
            if _letter(db, round_id, letter.node) != letter:
                raise Conflict(
                    Text("Das hat inzwischen jemand anders erledigt. Bitte die Seite neu laden.",
                         "Somebody else has settled this meanwhile. Please reload the page.")
                )  # fmt: skip
            body = letter.model_copy(update=changed).model_dump_json()
            db.execute("UPDATE letter SET body = ? WHERE round = ? AND node = ?", (body, round_id, letter.node))

    def forget(self, node_ids: tuple[str, ...]) -> None:
        """Remove every letter of nodes that were erased, every tie to them from answers, and write the file anew."""
        if not self._path.is_file():
            return
        gone = set(node_ids)
        with self._open() as db:
            for round_id, node, body in db.execute("SELECT round, node, body FROM letter").fetchall():
                kept = None if node in gone else _without(Letter.model_validate_json(body), gone)
                if kept is None:
                    db.execute("DELETE FROM letter WHERE round = ? AND node = ?", (round_id, node))
                elif (written := kept.model_dump_json()) != body:
                    db.execute("UPDATE letter SET body = ? WHERE round = ? AND node = ?", (written, round_id, node))
            for round_id, body in db.execute("SELECT id, body FROM round").fetchall():
                one = Round.model_validate_json(body)
                asked = tuple(node for node in one.asked if node not in gone)
                if not asked or one.id in gone:
                    db.execute("DELETE FROM round WHERE id = ?", (round_id,))
                elif asked != one.asked:
                    db.execute("UPDATE round SET body = ? WHERE id = ?",
                               (one.model_copy(update={"asked": asked}).model_dump_json(), round_id))  # fmt: skip
        with contextlib.closing(sqlite3.connect(self._path, timeout=10)) as db:
            db.execute("VACUUM")


def _letter(db: sqlite3.Connection, round_id: str, node_id: str) -> Letter | None:
    row = db.execute("SELECT body FROM letter WHERE round = ? AND node = ?", (round_id, node_id)).fetchone()
    return Letter.model_validate_json(row[0]) if row else None


def _without(letter: Letter, gone: set[str]) -> Letter:
    answer = letter.answer
    if answer is None:
        return letter
    said = {key: word for key, word in answer.said.items() if not gone & set(key.split(":")[1:3])}
    added = tuple(one for one in answer.added if one.other not in gone)
    return letter.model_copy(update={"answer": answer.model_copy(update={"said": said, "added": added})})
