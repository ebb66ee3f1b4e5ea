"""Whatever pydantic finds becomes a plain sentence in German and English."""

import re
from collections.abc import Callable
from typing import Annotated

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from pydantic_core._pydantic_core import list_all_errors

from graph_service.errors import Fault
from graph_service.exchange.messages import MOST_FAULTS, faults_from, faults_of, quoted
from graph_service.model import NODE, NODES, TIE, TIES
from graph_service.rows import T_
from graph_service.snapshot import Changes, Scope

ENGLISH = re.compile(r"Input|Field required|Extra inputs|should be|valid |Value error|permitted|pydantic")


def said(call: Callable[[], object], place: str = "") -> dict[str, Fault]:
    with pytest.raises(ValidationError) as caught:
        call()
    found = faults_of(caught.value, place)
    assert found
    for fault in found:
        assert not ENGLISH.search(fault.text.de), fault
        assert not ENGLISH.search(fault.text.en), fault
    return {fault.place: fault for fault in found}


def test_pointers_leave_out_the_tags() -> None:
    found = said(lambda: Changes.model_validate({"nodes": [{"kind": "actor", "id": "a"}], "ties": [{"kind": "leads"}]}))
    assert set(found) == {"/nodes/0/name", "/ties/0/source_id", "/ties/0/target_id"}


def test_pointer_below_a_place() -> None:
    assert set(said(lambda: NODE.validate_python({"kind": "actor", "id": "a"}), "/items/3")) == {"/items/3/name"}


def test_pointers_are_escaped() -> None:
    found = said(lambda: NODE.validate_python({"kind": "actor", "id": "a", "name": "A", "a/b~c": 1}))
    assert set(found) == {"/a~1b~0c"}


def test_an_unknown_field_called_like_a_kind() -> None:
    assert set(said(lambda: NODE.validate_python({"kind": "actor", "id": "a", "name": "A", "actor": 1}))) == {"/actor"}
    assert set(said(lambda: Scope.model_validate({"body": 1}))) == {"/body"}


@pytest.mark.parametrize("kind", [None, "", "person", "Actor", 3, ["actor"]])
def test_unknown_kind(kind: object) -> None:
    (fault,) = said(lambda: NODE.validate_python({"kind": kind, "id": "a", "name": "A"})).values()
    assert "actor" in fault.text.de


def test_words_as_place_name_the_column() -> None:
    assert set(said(lambda: NODE.validate_python({"kind": "actor", "id": "a"}), "actors.csv:2")) == {
        "actors.csv:2:name"
    }


def test_fields_of_other_models_have_their_names() -> None:
    class Params(BaseModel):
        least: Annotated[int, Field(ge=2), T_("mindestens", "at least")] = 2

    with pytest.raises(ValidationError) as caught:
        Params(least=1)
    (fault,) = faults_of(caught.value, "", model=Params)
    assert fault.text.de == "„mindestens“ (least): „1“ ist zu klein; mindestens 2."
    assert fault.text.en == "“at least” (least): “1” is too small; at least 2."


def test_values_are_shown_short_and_harmless() -> None:
    (fault,) = said(
        lambda: NODE.validate_python({"kind": "actor", "id": "\x1b]0;" + "x" * 10**6, "name": "A"})
    ).values()
    assert len(fault.text.de) < 300
    assert "\x1b" not in fault.text.de
    assert quoted("a\u202eb\nc") == "a\ufffdb\ufffdc"


def test_a_hundred_at_most() -> None:
    with pytest.raises(ValidationError) as caught:
        NODES.validate_python([{}] * 500)
    assert len(faults_of(caught.value, "")) == MOST_FAULTS


def test_every_error_pydantic_knows_has_a_sentence() -> None:
    for info in list_all_errors():
        context = info.get("example_context") or {}
        (fault,) = faults_from([{"type": info["type"], "loc": ("x",), "input": "y", "ctx": dict(context)}], "")
        assert not ENGLISH.search(fault.text.en), info["type"]
        assert fault.text.de.endswith("."), info["type"]


PLAIN = st.sampled_from(["actor", "leads", "2026-02-30"])
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8) | PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["kind", "id", "name", "source_id", "target_id", "level", "valid_from", "aliases", "population", "x"]),
        inner, max_size=6,
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(JSON, st.sampled_from([NODE, TIE, NODES, TIES]))
def test_anything_at_all(value: object, adapter: TypeAdapter[object]) -> None:
    try:
        adapter.validate_python(value)
    except ValidationError as error:
        for fault in faults_of(error, "/x"):
            assert fault.place.startswith("/x")
            assert not ENGLISH.search(fault.text.en.replace(str(value), "")), fault
