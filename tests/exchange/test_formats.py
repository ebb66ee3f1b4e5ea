"""Formats out: readable by the tools they are for, harmless, and the same bytes for the same rows."""

import csv
import hashlib
import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import cast

import networkx as nx
import openpyxl
import pytest

from graph_service.exchange.formats import to_csv, to_xlsx
from graph_service.exchange.graphs import to_gexf, to_graphml
from graph_service.exchange.tables import read_folder
from graph_service.model import Actor
from graph_service.snapshot import Snapshot
from graph_service.ties import CooperatesWith
from graph_service.words import Basis

ROOT = Path(__file__).parents[2]
EVIL = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1"]


@pytest.fixture(scope="module")
def seed() -> Snapshot:
    return read_folder(ROOT / "seeds" / "gross_gerau").snapshot()


def test_csv_is_what_the_standard_says() -> None:
    data = to_csv(["name", "n"], [["Groß;Gerau", 1], ['"zwei"\nZeilen', 0.5], [None, True], [["a", "b"], Basis.STATED]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows == [["name", "n"], ["Groß;Gerau", "1"], ['"zwei"\nZeilen', "0.5"], ["", "true"], ["a | b", "stated"]]


@pytest.mark.parametrize("evil", EVIL)
def test_csv_runs_no_formula(evil: str) -> None:
    data = to_csv([evil], [[evil]])
    for (cell,) in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        assert cell == f"'{evil}"


def test_csv_leaves_numbers_alone() -> None:
    assert to_csv(["n"], [[-1.5], [-2]]).decode("utf-8-sig").split() == ["n", "-1.5", "-2"]


def test_csv_of_nothing() -> None:
    assert to_csv([], []) == b"\xef\xbb\xbf\r\n"
    assert to_csv(["a"], []).decode("utf-8-sig") == "a\r\n"


def test_xlsx_keeps_text_text_and_numbers_numbers() -> None:
    rows = [[name, i] for i, name in enumerate(EVIL[:4])] + [[None, True], ["a\x00b", -0.5]]
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx({"Akteure": (["Name", "=n"], rows)})))
    sheet = book["Akteure"]
    cells = [[(c.value, c.data_type) for c in row] for row in sheet.iter_rows()]
    assert cells[0] == [("Name", "s"), ("=n", "s")]
    assert [row[0] for row in cells[1:5]] == [(name, "s") for name in EVIL[:4]]
    assert [row[1][0] for row in cells[1:]] == [0, 1, 2, 3, True, -0.5]
    assert cells[6][0][0] == "a\ufffdb"
    assert sheet.freeze_panes == "A2"


def test_xlsx_names_of_sheets_always_work() -> None:
    names = ["a/b:c*?[x]\\", "x" * 50, "x" * 50 + "y", "", "  ", "A B", "a b", "'q'"]
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx({name: (["h"], []) for name in names})))
    assert len(book.sheetnames) == len(set(map(str.casefold, book.sheetnames)))
    assert all(0 < len(name) <= 31 for name in book.sheetnames)
    assert openpyxl.load_workbook(io.BytesIO(to_xlsx({}))).sheetnames


def test_xlsx_does_not_know_the_time() -> None:
    table = {"x": (["a", "b"], [["ä", 1]])}
    first = to_xlsx(table)
    time.sleep(2.1)  # archives count in steps of two seconds
    assert to_xlsx(table) == first
    assert {entry.date_time[0] for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {2000}


def test_graph_formats_hold_the_whole_network(seed: Snapshot) -> None:
    for data, read in ((to_graphml(seed), nx.read_graphml), (to_gexf(seed, {}), nx.read_gexf)):
        graph = cast("nx.MultiDiGraph[str]", read(io.BytesIO(data)))
        assert set(graph.nodes) == {node.id for node in seed.nodes}
        assert {key for _, _, key in graph.edges(keys=True)} == {tie.key for tie in seed.ties}
        assert graph.nodes["buero-fuer-integration"]["label"] == "Büro für Integration"
        assert graph.nodes["buero-fuer-integration"]["source"].startswith("https://")
        ends = ("kreis-gross-gerau", "kommunale-bildungskoordination-fuer-neuzugewanderte")
        tie = graph.get_edge_data(*ends)[f"funds:{ends[0]}:{ends[1]}:2021"]
        assert (tie["kind"], tie["valid_to"]) == ("funds", "2026")


def test_graph_formats_take_any_text_and_nothing() -> None:
    nodes = [
        Actor(id="a", name="<&\"'>]]>", aliases=("x", "y"), description="zwei\nZeilen 🧑"),
        Actor(id="b", name="ß"),
    ]
    snapshot = Snapshot.of(nodes, [CooperatesWith(source_id="a", target_id="b", note="</graphml>")])
    graph = nx.read_graphml(io.BytesIO(to_graphml(snapshot)))
    assert graph.nodes["a"]["label"] == "<&\"'>]]>"
    assert nx.read_gexf(io.BytesIO(to_gexf(snapshot, {}))).nodes["a"]["label"] == "<&\"'>]]>"
    assert len(nx.read_graphml(io.BytesIO(to_graphml(Snapshot())))) == 0
    assert to_gexf(Snapshot(), {})


def test_the_same_bytes_in_every_process(seed: Snapshot) -> None:
    program = (
        "import hashlib,pathlib;"
        "from graph_service.exchange.graphs import *;from graph_service.exchange.tables import read_folder;"
        "from graph_service.snapshot import Snapshot;c=read_folder(pathlib.Path('seeds/gross_gerau'));"
        "s=Snapshot.of(c.nodes,c.ties,about=c.about);"
        "print(hashlib.sha256(to_graphml(s)+to_gexf(s,{})).hexdigest())"
    )
    here = hashlib.sha256(to_graphml(seed) + to_gexf(seed, {})).hexdigest()
    for hashing in ("0", "1"):
        env = {**os.environ, "PYTHONHASHSEED": hashing, "PYTHONPATH": str(ROOT)}
        ran = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, text=True, check=True
        )
        assert ran.stdout.strip() == here
