"""Two that are one: found, merged with names, ties and sources, taken back by the log; what was told apart is not asked again."""

from pathlib import Path

import pytest

from graph_service.errors import Conflict, NotFound
from graph_service.exchange.lists.doubles import doubles, merging
from graph_service.exchange.tables import read_folder
from graph_service.model import Actor, Body
from graph_service.snapshot import Changes, Snapshot
from graph_service.store.embedded_store import EmbeddedStore
from graph_service.store.undoing import undoing
from graph_service.ties import CooperatesWith, MemberOf
from graph_service.words import Visibility

SEEDS = Path(__file__).parents[2] / "seeds"
ONE = Actor(id="dw-gg", name="Diakonisches Werk GG", source="Liste A", as_of="2024", short_name="DW", aliases=("DWGG",))
OTHER = Actor(
    id="diakonie", name="Diakonie Groß-Gerau", source="Liste B", as_of="2026-03", website="https://diakonie.example",
    note="B", visibility=Visibility.RESTRICTED,
)  # fmt: skip
BODIES = (Body(id="ag", name="AG Sprache"), Body(id="rt", name="Runder Tisch"))
TIES = (
    MemberOf(source_id="dw-gg", target_id="ag", source="Liste A"),
    MemberOf(source_id="diakonie", target_id="ag", source="Liste B", confirmed=True, as_of="2026"),
    MemberOf(source_id="diakonie", target_id="rt"),
    CooperatesWith(source_id="diakonie", target_id="dw-gg"),
)
BEFORE = Changes(nodes=(ONE, OTHER, *BODIES), ties=TIES)


def test_they_are_found_with_a_reason_and_not_once_told_apart() -> None:
    snapshot = BEFORE.snapshot()
    (found,) = doubles(snapshot)
    assert (found.one, found.other) == ("diakonie", "dw-gg")
    assert "gleiche Wörter" in found.why.de
    assert doubles(snapshot, [("diakonie", "dw-gg")]) == ()
    assert doubles(Snapshot()) == ()


def test_one_of_two_keeps_names_ties_and_sources(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "n.sqlite") as store:
        store.apply(BEFORE, expected=0, author="a", note="")
        store.apply(merging(store.snapshot(), "dw-gg", "diakonie"), expected=1, author="a", note="merge")
        merged = store.snapshot()
        kept = merged.node["dw-gg"]
        assert kept.aliases == ("DWGG", "Diakonie Groß-Gerau")
        assert (kept.source, kept.as_of, kept.website, kept.note) == (
            "Liste A; Liste B",
            "2026-03",
            "https://diakonie.example",
            "B",
        )
        assert kept.visibility is Visibility.RESTRICTED, "merging shows nobody more than before"
        tie = {tie.key: tie for tie in merged.ties}
        assert set(tie) == {"member_of:dw-gg:ag:", "member_of:dw-gg:rt:"}
        assert (tie["member_of:dw-gg:ag:"].source, tie["member_of:dw-gg:ag:"].confirmed) == ("Liste A; Liste B", True)
        back = undoing(store.history(1)[0], merged)
        assert back.possible
        store.apply(back.changes, expected=2, author="a", note="undo")
        assert store.snapshot().nodes == BEFORE.snapshot().nodes
        assert store.snapshot().ties == BEFORE.snapshot().ties


@pytest.mark.parametrize(
    ("keep", "drop", "error"), [("dw-gg", "nix", NotFound), ("dw-gg", "dw-gg", Conflict), ("dw-gg", "ag", Conflict)]
)
def test_what_cannot_be_merged_is_refused(keep: str, drop: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        merging(BEFORE.snapshot(), keep, drop)


def test_the_seeds_hold_no_certain_double() -> None:
    for seed in ("gross_gerau", "musterkreis"):
        found = doubles(read_folder(SEEDS / seed).snapshot())
        assert len(found) < 10
        assert all(double.likeness < 100 for double in found)
