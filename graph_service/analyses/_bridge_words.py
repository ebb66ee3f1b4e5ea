"""What findings on pairs of fields say besides: compared with chance, other contacts, scope, and missing ties."""

from graph_service.analyses._common import counted, on_scope, scope_numbers
from graph_service.analyses._field_pairs import Pair
from graph_service.analyses.base import Number
from graph_service.network import Network
from graph_service.words import Text

_TIES = Text("Verbindung", "tie"), Text("Verbindungen", "ties")
_SHARED = Text("gemeinsamer Akteur", "shared actor"), Text("gemeinsame Akteure", "shared actors")
_TELLING = 0.05


def compared(pair: Pair) -> Text:
    """How many shared actors chance would give, and how often as few as here."""
    return by_chance(len(pair.actors), pair.expected, pair.lower, pair.upper)


def by_chance(shared: int, expected: float | None, lower: float | None, upper: float | None) -> Text:
    """How many shared actors chance would give, and how often as few or as many as here, from the tails."""
    if expected is None or lower is None:
        return Text(
            "Für einen Vergleich mit dem Zufall sind es zu wenige Akteure.",
            "There are too few actors for a comparison with chance.",
        )
    values = {"n": counted(round(expected), *_SHARED), "m": shared}
    if lower <= _TELLING:
        return Text(
            "Bei zufälliger Verteilung wären etwa {n} zu erwarten; so wenige wie hier ({m}) gäbe es dann in {often} Fällen.",
            "Spread by chance, about {n} would be expected; as few as here ({m}) would then occur in {often} cases.",
        ).format(**values, often=_often(lower))
    if upper is not None and upper <= _TELLING:
        return Text(
            "Bei zufälliger Verteilung wären etwa {n} zu erwarten; so viele wie hier ({m}) gäbe es dann in {often} Fällen.",
            "Spread by chance, about {n} would be expected; as many as here ({m}) would then occur in {often} cases.",
        ).format(**values, often=_often(upper))
    return Text(
        "Gemeinsame Akteure: {m}; bei zufälliger Verteilung wären es etwa {expected}, das fällt nicht auf.",
        "Shared actors: {m}; spread by chance it would be about {expected}, which is nothing unusual.",
    ).format(**values, expected=round(expected))


def _often(p: float) -> Text:
    if p < 0.001:  # noqa: PLR2004 - beyond that nobody can picture it
        return Text("weniger als 1 von 1000", "fewer than 1 of 1000")
    if p < 0.01:  # noqa: PLR2004 - rounding to hundredths would say none
        return Text(f"{round(p * 1000)} von 1000", f"{round(p * 1000)} of 1000")
    return Text(f"{round(p * 100)} von 100", f"{round(p * 100)} of 100")


def in_touch(pair: Pair) -> Text:
    """How many other ties there are between the fields, and what that makes of the finding."""
    values = {
        "n": counted(round(pair.contacts), *_TIES) if round(pair.contacts) else Text("keine Verbindung", "no tie"),
        "m": round(pair.expected_contacts),
    }
    if pair.hardly_in_touch:
        return Text(
            "Auch sonst gibt es kaum Kontakt: {n}, zu erwarten wären etwa {m}.",
            "There is hardly any other contact either: {n}, where about {m} would be expected.",
        ).format(**values)
    if pair.in_touch:
        return Text(
            "Sonst gibt es Kontakt wie üblich: {n}, zu erwarten wären etwa {m}; vielleicht ist eine Brücke nur nicht "
            "eingetragen.",
            "Other contact is as usual: {n}, where about {m} would be expected; perhaps a bridge is merely not recorded.",
        ).format(**values)
    return Text(
        "Sonstiger Kontakt: {n}, zu erwarten wären etwa {m}.",
        "Other contact: {n}, where about {m} would be expected.",
    ).format(**values)


def footing(network: Network, holds: float, draws: int) -> Text:
    """Size of the scope, share nobody asked about, and whether the finding survives the loss of a tenth of the ties."""
    return Text(
        "{scope}; ohne 10 % der Verbindungen bliebe der Befund in {kept} von {draws} Ziehungen.",
        "{scope}; without 10% of the ties the finding would remain in {kept} of {draws} draws.",
    ).format(scope=on_scope(network), kept=round(holds * draws), draws=draws)


def numbers_of(network: Network, pair: Pair, holds: float, draws: int, seed: int) -> dict[str, Number]:
    """Everything the sentences above rest on."""
    return {
        "shared_actors": len(pair.actors),
        "shared_bodies": len(pair.bodies),
        "expected_actors": pair.expected,
        "p_fewer": pair.lower,
        "p_fewer_holm": pair.lower_holm,
        "contacts": pair.contacts,
        "expected_contacts": pair.expected_contacts,
        "routes": pair.routes,
        **scope_numbers(network),
        "holds_without_a_tenth_of_ties": holds,
        "draws": draws,
        "seed": seed,
    }
