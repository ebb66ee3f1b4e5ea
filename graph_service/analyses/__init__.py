"""One question = one file; this package finds them all."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from graph_service.analyses.base import Analysis
from graph_service.errors import NotFound, ProgrammingError
from graph_service.words import Text

_NOT_ANALYSES = ("base", "parameters", "tables")


@cache
def catalogue() -> Mapping[str, Analysis]:
    """Every analysis by id, in the order of the report."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        if module.name in _NOT_ANALYSES or module.name.startswith("_"):
            continue
        declared = getattr(importlib.import_module(f"{__name__}.{module.name}"), module.name, None)
        if not isinstance(declared, Analysis):
            raise ProgrammingError(f"{module.name}.py must declare the analysis {module.name}")
        found.append(declared)
    return MappingProxyType({a.id: a for a in sorted(found, key=lambda a: (a.order, a.id))})


def find(analysis_id: str) -> Analysis:
    """Return one analysis by id; `NotFound` names those there are."""
    known = catalogue()
    if analysis_id not in known:
        raise NotFound(
            Text(
                "Eine Auswertung „{id}“ gibt es nicht. Es gibt: {known}.",
                "There is no analysis “{id}”. There are: {known}.",
            ).format(id=analysis_id, known=", ".join(known))
        )
    return known[analysis_id]
