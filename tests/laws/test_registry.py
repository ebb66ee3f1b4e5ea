"""A bad declaration fails at import, with a sentence that says how to mend it."""

from collections.abc import Callable
from typing import Annotated, Any

import pytest
from pydantic import Field

from graph_service.analyses import catalogue, find
from graph_service.analyses.base import T_, Params, Result, analysis
from graph_service.analyses.parameters import asked, parameters
from graph_service.errors import NotFound, ProgrammingError
from graph_service.model import NODE_KINDS
from graph_service.network import Network
from graph_service.words import Text

TEXT = Text("Deutsch.", "English.")


GOOD = T_("Grenze", "limit"), asked("Bis hierher.", "Up to here.")


class Undefaulted(Params):
    """A parameter without a default."""

    limit: Annotated[int, *GOOD]


class Nameless(Params):
    """A parameter without a name for people."""

    limit: Annotated[int, asked("Bis hierher.", "Up to here.")] = 3


class Halfnamed(Params):
    """A parameter whose name is German only."""

    limit: Annotated[int, T_("Grenze", ""), asked("Bis hierher.", "Up to here.")] = 3


class Vague(Params):
    """A parameter with an English description of pydantic's own."""

    limit: Annotated[int, T_("Grenze", "limit")] = Field(3, description="Up to here.")


class GermanOnly(Params):
    """A parameter without an English sentence."""

    limit: Annotated[int, T_("Grenze", "limit"), asked("Bis hierher.", "")] = 3


class Unended(Params):
    """A parameter whose sentence does not end."""

    limit: Annotated[int, T_("Grenze", "limit"), asked("Bis hierher", "Up to here.")] = 3


class OnByDefault(Params):
    """A box on a page could not switch it off."""

    limit: Annotated[bool, *GOOD] = True


def declare(function: Callable[..., Any], **changed: Any) -> None:
    prose = dict.fromkeys(("title", "question", "reading", "says_not", "method", "limits"), TEXT)
    given: dict[str, Any] = {**prose, "yields": "figures", "order": 1}
    analysis(**{**given, **changed})(function)


def test_an_unknown_analysis_is_told_what_there_is() -> None:
    with pytest.raises(NotFound, match="overview"):
        find("nothing")


def test_file_must_be_called_like_the_function() -> None:
    def another(network: Network, params: Params) -> Result:
        """Answer."""
        raise NotImplementedError

    with pytest.raises(ProgrammingError, match=r"another\.py"):
        declare(another)


def _named(function: Callable[..., Any]) -> Callable[..., Any]:
    function.__name__ = "test_registry"
    return function


def test_parameters_and_answer_must_be_declared() -> None:
    @_named
    def without(network: Network, params):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        """Answer."""

    with pytest.raises(ProgrammingError, match="Params"):
        declare(without)


@pytest.mark.parametrize(
    ("model", "cure"),
    [
        (Undefaulted, "needs a default"),
        *((model, "in both languages") for model in (Nameless, Halfnamed, Vague, GermanOnly)),
        (Unended, "full stop"),
        (OnByDefault, "off by default"),
    ],
)
def test_a_parameter_needs_a_default_and_texts_in_both_languages(model: type[Params], cure: str) -> None:
    def vague(network: Network, params: Params) -> Result:
        """Answer."""
        raise NotImplementedError

    vague.__annotations__["params"] = model
    with pytest.raises(ProgrammingError, match=f"parameter limit .*{cure}"):
        declare(_named(vague))


def test_every_parameter_has_both_texts_and_stays_in_the_schema_in_english() -> None:
    for entry in catalogue().values():
        schema = entry.params.model_json_schema().get("properties", {})
        for one in parameters(entry.params):
            assert one.label.de[0].isupper(), (entry.id, one.id)
            assert one.label.de != one.id, (entry.id, one.id)
            assert schema[one.id]["description"] == one.text.en
            assert set(one.names) <= set(NODE_KINDS)
            assert schema[one.id].get("x-names", []) == [*one.names]


def test_both_languages_and_a_docstring_are_needed() -> None:
    @_named
    def silent(network: Network, params: Params) -> Result:
        raise NotImplementedError

    with pytest.raises(ProgrammingError, match="docstring"):
        declare(silent)
    silent.__doc__ = "Answer."
    with pytest.raises(ProgrammingError, match="de and en"):
        declare(silent, reading=Text("Nur Deutsch.", ""))
    with pytest.raises(ProgrammingError, match="full stop"):
        declare(silent, reading=Text("Kein Punkt", "No stop"))
