"""Bad tables: each gets one clear sentence in both languages with file, row and column, and nothing is read."""

import json
import re
import time
from pathlib import Path

import pytest

from graph_service.errors import Fault, InvalidData, NotFound
from graph_service.exchange import sheet
from graph_service.exchange.messages import MOST_FAULTS
from graph_service.exchange.tables import columns_of, file_of, read_files, read_folder
from graph_service.model import NODE_KINDS, TIE_KINDS

PYDANTIC = re.compile(
    r"Input should|Field required|Extra inputs|String should|Value error|validation error|valid (string|integer|number|boolean)"
    r"|pydantic|Unable to|Assertion"
)


def faults(**files: str | bytes) -> dict[str, Fault]:
    """Refuse the tables and give the faults by place."""
    given = {
        f"{name}.{'json' if name == 'about' else 'csv'}": data.encode() if isinstance(data, str) else data
        for name, data in files.items()
    }
    return faults_of_files(given)


def faults_of_files(given: dict[str, bytes], **more: dict[str, str]) -> dict[str, Fault]:
    with pytest.raises(InvalidData) as caught:
        read_files(given, **more)
    found = {fault.place: fault for fault in caught.value.faults}
    for fault in found.values():
        for text in (fault.text.de, fault.text.en):
            assert text
            assert not PYDANTIC.search(text), text
            assert not re.search("[\x00-\x1f]", text), text
            assert len(text) < 800
        assert fault.text.de != fault.text.en
    return found


ACTORS = "id,name\na,A\nb,B\n"


def test_unknown_table() -> None:
    found = faults(actors=ACTORS, people="id,name\nx,X\n")
    assert list(found) == ["people.csv"]
    assert "actors.csv" in found["people.csv"].text.de


@pytest.mark.parametrize("name", ["actors.xlsx", "actors.ods", "actors.tsv", "other.json", "actors"])
def test_other_formats_are_said_not_skipped(name: str) -> None:
    found = faults_of_files({name: b"x", "actors.csv": ACTORS.encode()})
    assert "CSV" in found[name].text.en


def test_no_table_at_all() -> None:
    assert "actors.csv" in faults_of_files({"README.md": b"x"})[""].text.de


def test_the_same_table_twice() -> None:
    found = faults_of_files({"actors.csv": ACTORS.encode(), "old/Actors.CSV": ACTORS.encode()})
    assert list(found) == ["old/Actors.CSV"]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b" , \na,A\n"])
def test_no_header(data: bytes) -> None:
    assert "Kopfzeile" in faults(actors=data)["actors.csv:1"].text.de


def test_unknown_column_names_those_that_exist() -> None:
    found = faults(actors="id,name,telefon\na,A,123\n")
    assert "„telefon“" in found["actors.csv:1:telefon"].text.de
    assert "website" in found["actors.csv:1:telefon"].text.de


def test_kind_is_no_column() -> None:
    assert "actors.csv:1:kind" in faults(actors="kind,id,name\nactor,a,A\n")


def test_missing_and_repeated_columns() -> None:
    assert set(faults(actors="id\na\n")) == {"actors.csv:1:name"}
    assert set(faults(actors="id,name,name\na,A,B\n")) == {"actors.csv:1:name"}


def test_a_bad_header_does_not_blame_the_ties_for_it() -> None:
    assert set(faults(actors="id\na\n", cooperates_with="source_id,target_id\na,b\n")) == {"actors.csv:1:name"}


def test_a_bad_row_does_not_blame_the_ties_for_it() -> None:
    found = faults(actors="id,name\na,\nb,B\n", cooperates_with="source_id,target_id\na,b\n")
    assert set(found) == {"actors.csv:2:name"}


def test_missing_value_has_the_row_a_spreadsheet_shows() -> None:
    found = faults(actors='id,name,description\na,A,"two\nlines"\n\n,C,\nd,,\n')
    assert set(found) == {"actors.csv:4:id", "actors.csv:5:name"}
    assert found["actors.csv:5:name"].text.de.startswith("Zeile 5: „Name“ (name):")
    assert found["actors.csv:5:name"].text.en.startswith("Row 5: “name” (name):")


@pytest.mark.parametrize(
    "day", ["2026-02-30", "2026-13", "0000", "31.12.2026", "gestern", "2026-1-1", "2026-03-14T00:00"]
)
def test_impossible_dates(day: str) -> None:
    found = faults(actors=f"id,name,valid_from\na,A,{day}\n")
    assert day in found["actors.csv:2:valid_from"].text.de


def test_end_before_beginning() -> None:
    found = faults(actors="id,name,valid_from,valid_to\na,A,2026,2025-12-31\n")
    assert "liegt vor dem Anfang" in found["actors.csv:2"].text.de


@pytest.mark.parametrize("bad", ["\x00", "\x1b[31m", "\u202e", "\ufeff", "\x85"])
def test_control_characters(bad: str) -> None:
    found = faults(actors=f"id,name\na,A{bad}B\n")
    assert "Steuerzeichen" in found["actors.csv:2:name"].text.de


def test_a_name_of_one_megabyte() -> None:
    found = faults(actors=f"id,name\na,{'x' * 1_000_000}\n")
    assert "1.000.000" in found["actors.csv:2:name"].text.de


@pytest.mark.parametrize("bad", ["Ä", "a b", "-a", "../etc", "a" * 121, "A", "a\x00"])
def test_ids_that_are_none(bad: str) -> None:
    assert "actors.csv:2:id" in faults(actors=f"id,name\n{bad},A\n")


def test_values_outside_the_list() -> None:
    found = faults(
        actors="id,name,level,regular_system,website,basis\na,A,galaxis,vielleicht,javascript:alert(1),sicher\n",
        municipalities="id,name,population,migration_share\nm,M,-1,2\n",
    )
    assert "municipal (Kommune)" in found["actors.csv:2:level"].text.de
    assert "weder ja noch nein" in found["actors.csv:2:regular_system"].text.de
    assert "https://" in found["actors.csv:2:website"].text.en
    assert set(found) >= {
        "actors.csv:2:basis",
        "municipalities.csv:2:population",
        "municipalities.csv:2:migration_share",
    }


@pytest.mark.parametrize("share", ["nan", "inf", "viel", "1e999"])
def test_no_number(share: str) -> None:
    assert "municipalities.csv:2:migration_share" in faults(municipalities=f"id,name,migration_share\nm,M,{share}\n")


def test_duplicate_id_also_over_kinds() -> None:
    found = faults(actors="id,name\na,A\na,A2\n", bodies="id,name\na,B\n")
    assert "actors.csv, Zeile 2" in found["actors.csv:3:id"].text.de
    assert "actors.csv, row 2" in found["bodies.csv:2:id"].text.en


def test_id_taken_by_another_kind_in_the_store() -> None:
    found = faults_of_files({"actors.csv": ACTORS.encode()}, known={"a": "body", "b": "actor"})
    assert list(found) == ["actors.csv:2:id"]
    assert "Gremium" in found["actors.csv:2:id"].text.de


def test_duplicate_tie_also_the_other_way_round_if_symmetric() -> None:
    found = faults(actors=ACTORS, cooperates_with="source_id,target_id\na,b\nb,a\n")
    assert list(found) == ["cooperates_with.csv:3:source_id"]
    assert "Zeile 2" in found["cooperates_with.csv:3:source_id"].text.de


def test_missing_ends() -> None:
    found = faults(actors=ACTORS, cooperates_with="source_id,target_id\na,x\ny,z\n")
    assert set(found) == {
        "cooperates_with.csv:2:target_id", "cooperates_with.csv:3:source_id", "cooperates_with.csv:3:target_id",
    }  # fmt: skip


def test_wrong_ends_say_which_would_fit() -> None:
    found = faults(
        actors=ACTORS,
        member_of="source_id,target_id\na,b\n",
        part_of="source_id,target_id\na,f\n",
        fields="id,name\nf,F\n",
    )
    assert "Akteur / Gremium" in found["member_of.csv:2:source_id"].text.de
    assert "derselben Art" in found["part_of.csv:2:source_id"].text.de


def test_tie_to_itself() -> None:
    assert "dasselbe" in faults(actors=ACTORS, funds="source_id,target_id\na,a\n")["funds.csv:2"].text.de


@pytest.mark.parametrize("data", ["id,name\na,Groß\n".encode("latin-1"), "id,name\na,A\n".encode("utf-16")])
def test_not_utf8(data: bytes) -> None:
    (fault,) = faults(actors=data).values()
    assert "UTF-8" in fault.text.de


@pytest.mark.parametrize("row", ['a,"A', 'a,"A"B', 'a,"A\nb,B\nc,C'])
def test_broken_quotation_marks(row: str) -> None:
    assert "Anführungszeichen" in faults(actors=f"id,name\n{row}\n")["actors.csv:2"].text.de


def test_cells_beyond_the_header_are_not_lost_silently() -> None:
    assert "actors.csv:2" in faults(actors="id,name\na,Haus, Hof und Garten\n")
    assert "actors.csv:2" in faults(actors="id,name,\na,A,rest\n")
    assert len(read_files({"actors.csv": b"id,name,,\na,A,,\n"}).nodes) == 1


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_ROWS", 2)
    assert "2" in faults(actors="id,name\na,A\nb,B\nc,C\n")["actors.csv:4"].text.de
    monkeypatch.setattr(sheet, "MOST_BYTES", 10)
    assert "MB" in faults(actors=ACTORS)["actors.csv"].text.de


def test_a_hundred_faults_are_told_and_all_that_were_met_are_counted() -> None:
    with pytest.raises(InvalidData) as caught:
        read_files({"actors.csv": b"id,name\n" + b"A,\n" * 5_000})
    assert len(caught.value.faults) == MOST_FAULTS


@pytest.mark.parametrize(
    "about",
    ["{", "[]", '{"title": "x"}', '{"title": {"de": "x"}}', '{"name": 1}', '{"title": {"de": "\\u0000", "en": "x"}}'],
)
def test_about_that_is_none(about: str) -> None:
    found = faults(actors=ACTORS, about=about)
    assert all(place.startswith("about.json") for place in found)


def test_names_are_data() -> None:
    evil = [
        "<script>alert(1)</script>",
        "{0.__class__}",
        "%s%n",
        "$(id)",
        "=1+1",
        "'; DROP TABLE x; --",
        "\\u0000",
        "𝕏🧑‍🤝‍🧑",
    ]
    rows = "".join(f'a{i},"{name}"\n' for i, name in enumerate(evil))
    changes = read_files({"actors.csv": f"id,name\n{rows}".encode()})
    assert [node.name for node in changes.nodes] == evil
    found = faults(actors="id,name,level\na,A,{0.__class__}{x}\n")
    assert "{0.__class__}{x}" in found["actors.csv:2:level"].text.de


def test_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_folder(tmp_path / "nowhere")
    (tmp_path / "actors.csv").write_text(ACTORS)
    (tmp_path / "bodies.csv").symlink_to(tmp_path / "gone")
    with pytest.raises(InvalidData) as caught:
        read_folder(tmp_path)
    assert [fault.place for fault in caught.value.faults] == ["bodies.csv"]


def test_refusing_takes_no_longer_than_reading() -> None:
    many = "id,name\n" + "".join(f"a{i},A\n" for i in range(20_000)) + "a0,A\n"
    start = time.perf_counter()
    assert list(faults(actors=many)) == ["actors.csv:20002:id"]
    assert time.perf_counter() - start < 10


def test_every_kind_has_a_table_and_columns_without_its_kind() -> None:
    kinds = (*NODE_KINDS, *TIE_KINDS)
    assert len({file_of(kind) for kind in kinds}) == len(kinds)
    for kind in kinds:
        names = columns_of(kind)
        assert "kind" not in names.names
        assert names.required <= set(names.names)
    assert json.dumps(columns_of("actor").names[:2]) == '["id", "name"]'
