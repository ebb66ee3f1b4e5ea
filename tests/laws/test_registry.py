"""A bad declaration fails at import, with a sentence that says how to mend it."""

from collections.abc import Callable
from typing import Any

import pytest

from graph_service.analyses import find
from graph_service.analyses.base import Params, Result, analysis
from graph_service.errors import NotFound, ProgrammingError
from graph_service.network import Network
from graph_service.words import Text

TEXT = Text("Deutsch.", "English.")


class BadParams(Params):
    """A parameter without description."""

    limit: int = 3


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


def test_a_parameter_needs_a_description() -> None:
    @_named
    def vague(network: Network, params: BadParams) -> Result:
        """Answer."""
        raise NotImplementedError

    with pytest.raises(ProgrammingError, match="limit"):
        declare(vague)


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
