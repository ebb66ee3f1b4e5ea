"""What a committee sheet holds: counts of everything, and lists cut to what fits on a page."""

from graph_service.analyses.base import Grade, Severity, Standing
from graph_service.rows import Frozen
from graph_service.snapshot import Revision, Scope
from graph_service.words import BodyLevel, NeedStatus, RecommendationStatus, Text


class Seat(Frozen):
    """One body of the field: its level, who leads it, when it was last asked for."""

    id: str
    name: str
    level: BodyLevel | None
    leads: tuple[str, ...]
    asked_on: str | None


class Reach(Frozen):
    """How many municipalities, or target groups, the field reaches, of how many that were asked for.

    ``served`` counts those asked for where somebody is active, ``missing`` names those where nobody is, ``unasked`` those
    where nobody is recorded and nobody was asked; ``served_unasked`` counts those recorded without having been asked for.
    """

    total: int
    asked: int
    served: int
    served_unasked: int
    missing: tuple[str, ...]
    unasked: tuple[str, ...]


class Gap(Frozen):
    """One finding on the sheet; ``key`` is that of the gap report."""

    key: str
    severity: Severity
    grade: Grade
    basis: Standing
    text: Text


class Question(Frozen):
    """One finding that says what was not surveyed; ``key`` is that of the gap report."""

    key: str
    text: Text


class Step(Frozen):
    """One proposed step, and the keys of the gaps or questions on the sheet that it belongs to."""

    on: tuple[str, ...]
    text: Text


class OpenNeed(Frozen):
    """One need of the field that is not finished."""

    id: str
    name: str
    status: NeedStatus
    reported_on: str | None
    owners: tuple[str, ...]


class Advice(Frozen):
    """One recommendation on the field that is recorded already."""

    id: str
    name: str
    status: RecommendationStatus


class SourceLine(Frozen):
    """One source with the number of entries that rest on it, and their dates."""

    source: str
    entries: int
    oldest: str | None
    newest: str | None


class Basis(Frozen):
    """How well the field is known: entries on it, how many have a source and a date, how old they are."""

    entries: int
    with_source: int
    undated: int
    old: int | None
    oldest: str | None
    newest: str | None


class CommitteeSheet(Frozen):
    """One field of action for a committee; counts are of everything, lists are cut to what fits on a page."""

    title: Text
    notice: Text | None
    invented: bool
    revision: Revision
    scope: Scope
    scope_words: Text
    field: str
    name: str
    together_with: tuple[str, ...]
    asked_on: str | None
    actors: int
    bodies: tuple[Seat, ...]
    bodies_in_all: int
    reports_to: tuple[str, ...]
    municipalities: Reach
    target_groups: Reach
    joined_fields: int
    other_fields: int
    needs_by_status: dict[str, int]
    basis: Basis
    gaps: tuple[Gap, ...]
    gaps_in_all: int
    next_steps: tuple[Step, ...]
    recommendations: tuple[Advice, ...]
    recommendations_in_all: int
    not_surveyed: tuple[str, ...]
    open_questions: tuple[Question, ...]
    needs: tuple[OpenNeed, ...]
    needs_in_all: int
    sources: tuple[SourceLine, ...]
    sources_in_all: int
