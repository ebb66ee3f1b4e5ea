"""What only a file can suffer: foreign files, newer files, full disks, killed processes."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from graph_service.errors import ServiceError, StoreRefused, StoreUnavailable
from graph_service.model import Actor
from graph_service.snapshot import Changes
from graph_service.store.embedded_store import EmbeddedStore


def put(store: EmbeddedStore, *names: str) -> None:
    nodes = tuple(Actor(id=f"n{abs(hash(name))}", name=name) for name in names)
    store.apply(Changes(nodes=nodes), expected=None, author="test", note="")


@pytest.mark.parametrize("content", [b"name;ort\nA;B\n", b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_file_that_is_not_ours_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    with pytest.raises(StoreRefused, match="not a store of this service"):
        EmbeddedStore(file)
    assert file.read_bytes() == content


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite"
    other = sqlite3.connect(file)
    other.execute("CREATE TABLE revision (number INTEGER)")
    other.commit()
    other.close()
    with pytest.raises(StoreRefused):
        EmbeddedStore(file)


def test_a_file_from_a_newer_version_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "network.sqlite"
    with EmbeddedStore(file) as store:
        put(store, "A")
    newer = sqlite3.connect(file)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(StoreRefused, match="newer version"):
        EmbeddedStore(file)


def test_a_place_where_no_file_can_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnavailable):
        EmbeddedStore(tmp_path / "file" / "network.sqlite")


def test_a_full_disk_loses_nothing_and_is_said_in_words(tmp_path: Path) -> None:
    file = tmp_path / "network.sqlite"
    with EmbeddedStore(file) as store:
        put(store, "A")
        pages = store._db.execute("PRAGMA page_count").fetchone()[0]
        store._db.execute(f"PRAGMA max_page_count = {pages + 2}")
        before = store.snapshot()
        with pytest.raises(StoreUnavailable, match="disk is full"):
            put(store, *(f"{i} " + "x" * 280 for i in range(2000)))
        assert store.snapshot() == before
    with EmbeddedStore(file) as store:
        assert store.snapshot() == before


_WRITER = """
import sys
from pathlib import Path
from graph_service.model import Actor
from graph_service.snapshot import Changes
from graph_service.store.embedded_store import EmbeddedStore
store = EmbeddedStore(Path(sys.argv[1]))
for n in range(100000):
    revision = store.apply(Changes(nodes=(Actor(id=f"n{n}", name="N"),)), expected=n, author="t", note="")
    print(revision.number, flush=True)
"""


def test_an_acknowledged_write_survives_a_killed_process(tmp_path: Path) -> None:
    file = tmp_path / "network.sqlite"
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(file)], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    acknowledged = [int(writer.stdout.readline()) for _ in range(20)]
    os.kill(writer.pid, signal.SIGKILL)
    acknowledged += [int(line) for line in writer.stdout.read().split()]
    writer.stdout.close()
    writer.wait()
    with EmbeddedStore(file) as store:
        assert store.revision().number >= acknowledged[-1]
        assert len(store.snapshot().nodes) == store.revision().number


def test_erase_leaves_no_bytes_in_the_file(tmp_path: Path) -> None:
    file, name = tmp_path / "network.sqlite", "Verein-der-nicht-bleiben-darf"
    with EmbeddedStore(file) as store:
        put(store, "A", name)
        node = next(n for n in store.snapshot().nodes if n.name == name)
        assert any(name.encode() in part.read_bytes() for part in tmp_path.iterdir())
        store.erase((node.id,), author="test", note="")
        assert not any(name.encode() in part.read_bytes() for part in tmp_path.iterdir())


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = EmbeddedStore(tmp_path / "network.sqlite")
    store.close()
    store.close()
    with pytest.raises(ServiceError):
        store.revision()
