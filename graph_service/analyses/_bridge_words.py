"""What findings on pairs of fields say besides: compared with chance, other contacts, scope, and missing ties."""

from graph_service.analyses._common import counted, on_scope, scope_numbers
from graph_service.analyses._field_pairs import Pair
from graph_service.analyses.base import Number
from graph_service.network import Network
from graph_service.words import Text

_TIES = Text("Verbindung", "tie"), Text("Verbindungen", "ties")
_ACTORS = Text("gemeinsamer Akteur", "shared actor"), Text("gemeinsame Akteure", "shared actors")


def compared(pair: Pair) -> Text:
    """How many shared actors chance would give, in a sentence."""
    if pair.expected is None or pair.lower is None:
        return Text(
            "Für einen Vergleich mit dem Zufall sind es zu wenige Akteure.",
            "There are too few actors for a comparison with chance.",
        )
    return Text(
        "Verteilten sich die Akteure nur nach der Größe der Felder, wären etwa {n} zu erwarten; höchstens {m} wie hier gäbe "
        "es dann in {often} Fällen.",
        "If actors were spread by the size of the fields alone, about {n} would be expected; at most {m} as here would then "
        "occur in {often} cases.",
    ).format(n=_about(pair.expected, *_ACTORS), m=len(pair.actors), often=_often(pair.lower))


def _often(p: float) -> Text:
    if p < 0.001:  # noqa: PLR2004 - beyond that nobody can picture it
        return Text("weniger als 1 von 1000", "fewer than 1 of 1000")
    if p < 0.01:  # noqa: PLR2004 - rounding to hundredths would say none
        return Text(f"{round(p * 1000)} von 1000", f"{round(p * 1000)} of 1000")
    return Text(f"{round(p * 100)} von 100", f"{round(p * 100)} of 100")


def _about(value: float, one: Text, many: Text) -> Text:
    """Round to a whole number with its noun: what was counted in shares is no more exact than that."""
    return counted(round(value), one, many)


def in_touch(pair: Pair, *, besides: bool = False) -> Text:
    """How many other ties there are between the fields, and what that makes of the finding."""
    beside = Text("Außerdem", "Besides") if besides else Text("Zwischen den Feldern", "Between the fields")
    values = {
        "there": beside,
        "n": _about(pair.contacts, *_TIES),
        "m": _about(pair.expected_contacts, *_TIES),
    }
    if pair.hardly_in_touch:
        return Text(
            "{there} gibt es auch sonst kaum Kontakt: anteilig gezählt {n}, nach der Zahl ihrer Verbindungen wären etwa {m} "
            "zu erwarten.",
            "{there} there is hardly any other contact: {n}, counted in shares, where about {m} would be expected from "
            "their numbers of ties.",
        ).format(**values)
    if pair.in_touch:
        return Text(
            "{there} gibt es aber Kontakte wie üblich: anteilig gezählt {n}, zu erwarten wären etwa {m}. Vielleicht ist die "
            "Brücke nur nicht eingetragen.",
            "{there} there are contacts as usual, though: {n}, counted in shares, where about {m} would be expected. Perhaps "
            "the bridge is merely not recorded.",
        ).format(**values)
    return Text(
        "{there} sind an Kontakten anteilig gezählt {n} erfasst, zu erwarten wären etwa {m}.",
        "{there} the contacts recorded are {n}, counted in shares, where about {m} would be expected.",
    ).format(**values)


def footing(network: Network, holds: float, draws: int, seed: int) -> Text:
    """Size of the scope, share nobody asked about, and whether the finding survives the loss of a tenth of the ties."""
    return Text(
        "{scope}; fehlten 10 % der Verbindungen, stünde der Befund in {kept} von {draws} Ziehungen noch da "
        "(Startzahl {seed}).",
        "{scope}; with 10% of the ties missing the finding would still stand in {kept} of {draws} draws (seed {seed}).",
    ).format(scope=on_scope(network), kept=round(holds * draws), draws=draws, seed=seed)


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
