"""Goals: how the network stands on its five goals, one set of indicators each, never mixed into a score."""

from typing import Annotated

from graph_service.analyses._indicators import GOALS, Counted, Goal, Indicator, basis_of
from graph_service.analyses.base import T_, Params, Record, Result, Standing, analysis
from graph_service.network import Network
from graph_service.words import Text


class GoalsParams(Params):
    """*goals* takes no parameters."""


class IndicatorRow(Record):
    """One indicator of one goal."""

    goal: Annotated[Text, T_("Ziel", "goal")]
    indicator: Annotated[Text, T_("Kennzahl", "indicator")]
    value: Annotated[int | None, T_("Anzahl", "count")]
    of: Annotated[int | None, T_("von", "of")]
    unasked: Annotated[int, T_("nicht erhoben", "not surveyed")]
    there_unasked: Annotated[int, T_("davon trotzdem erfasst", "of them recorded all the same")]
    basis: Annotated[Standing, T_("Grundlage", "basis")]
    means: Annotated[Text, T_("was es heißt", "what it means")]
    limits: Annotated[Text, T_("Grenze", "limit")]
    analysis: Annotated[str, T_("aus der Auswertung", "from the analysis")]


class GoalsResult(Result):
    """The indicators of the five goals, side by side."""

    indicators: Annotated[
        tuple[IndicatorRow, ...], T_("Kennzahlen der fünf Ziele", "Indicators of the five goals")
    ] = ()


@analysis(
    title=Text("Ziele", "Goals"),
    question=Text("Wie stehen wir bei den fünf Zielen?", "How do we stand on the five goals?"),
    reading=Text(
        "Zu jedem Ziel stehen Zählungen aus den anderen Auswertungen: so viele von so vielen, nach denen gefragt wurde. Was "
        "nicht erhoben ist, zählt weder dafür noch dagegen und steht daneben. Was zu tun ist, sagen die Befunde dort.",
        "For each goal stand counts from the other analyses: so many of so many that were asked for. What was not surveyed "
        "counts neither for nor against and stands beside. What to do is said by the findings there.",
    ),
    says_not=Text(
        "Es gibt keine Note und keine Ampel, und die Zahlen lassen sich nicht zusammenrechnen. Sie sagen, was erfasst ist, "
        "nicht, was Maßnahmen bewirken. Mehr ist nicht immer besser: eine Doppelstruktur weniger kann ein Fortschritt sein.",
        "There is no mark and no traffic light, and the figures do not add up. They say what is recorded, not what measures "
        "achieve. More is not always better: one double structure less may be progress.",
    ),
    method=Text(
        "Jede Kennzahl zählt Zeilen einer anderen Auswertung mit deren Voreinstellungen, und zwar nur dort, wo gefragt wurde. "
        "Was ohne Erhebung erfasst ist, steht daneben: zählte es mit, sähe es überall nach Erfolg aus.",
        "Each indicator counts rows of another analysis with its defaults, and only where it was asked for. What is recorded "
        "without a survey stands beside: if it counted, it would look like success everywhere.",
    ),
    limits=Text(
        "Wo nur weniges erhoben ist, sagt die Zahl wenig über das Ganze: wer gefragt wurde, ist nicht zufällig ausgewählt. "
        "Es wird nur gezählt, nichts geschätzt.",
        "Where little was surveyed, the figure says little of the whole: who was asked was not chosen at random. "
        "It only counts and estimates nothing.",
    ),
    yields="figures",
    order=170,
)
def goals(network: Network, params: GoalsParams) -> GoalsResult:  # noqa: ARG001 - every analysis takes both
    """Counts for each of the five goals with their whole, what was not surveyed, meaning, limit and basis.

    ``value`` is None where nothing can be told. No score, no mixing of goals.
    """
    rows: list[IndicatorRow] = []
    sentences = Text("", "")
    for goal in GOALS:
        counts = [indicator.count(network) for indicator in goal.indicators]
        rows += _rows(network, goal, counts)
        sentences += _sentence(network, goal, counts)
    return GoalsResult(summary=sentences, indicators=tuple(rows))


def _rows(network: Network, goal: Goal, counts: list[Counted]) -> list[IndicatorRow]:
    found = []
    for indicator, counted in zip(goal.indicators, counts, strict=True):
        basis = basis_of(network, counted)
        told = basis is not Standing.NOT_SURVEYED
        found.append(
            IndicatorRow(
                goal=goal.name,
                indicator=indicator.name,
                value=counted.value if told else None,
                of=counted.of if told else None,
                unasked=counted.unasked,
                there_unasked=counted.there_unasked,
                basis=basis,
                means=indicator.means,
                limits=indicator.limits,
                analysis=indicator.analysis,
            )
        )
    return found


def _sentence(network: Network, goal: Goal, counts: list[Counted]) -> Text:
    """One sentence: the goal, then the indicators that stand for it."""
    spoken = [(i, c) for i, c in zip(goal.indicators, counts, strict=True) if i.said]
    if all(basis_of(network, counted) is Standing.NOT_SURVEYED for _, counted in spoken):
        return Text(f"{goal.name.de}: nicht erhoben.", f"{goal.name.en}: not surveyed.")
    parts = [_part(network, indicator, counted) for indicator, counted in spoken]
    return Text(
        f"{goal.name.de}: {'; '.join(part.de for part in parts)}.",
        f"{goal.name.en}: {'; '.join(part.en for part in parts)}.",
    )


def _part(network: Network, indicator: Indicator, counted: Counted) -> Text:
    if indicator.said is None or basis_of(network, counted) is Standing.NOT_SURVEYED:
        return Text("„{name}“ ist nicht erhoben", "“{name}” was not surveyed").format(name=indicator.name)
    if not counted.of:
        return Text("zu „{name}“ gibt es nichts zu zählen", "for “{name}” there is nothing to count").format(
            name=indicator.name
        )
    return indicator.said.format(value=counted.value, of=counted.of)
