"""Cohesion: whether ties stay inside the fields of action, and whether there is an inner circle."""

from collections.abc import Sequence
from itertools import combinations_with_replacement
from typing import Annotated

import numpy as np

from graph_service.analyses._common import LEAST_ACTORS, LEAST_IN_FIELD, counted, decimal, listed, rounded, standing
from graph_service.analyses._field_pairs import meeting_place
from graph_service.analyses._inward import (
    Chances,
    Circle,
    Inward,
    chances,
    door_opener,
    inner_circle,
    inward,
    ties_out,
)
from graph_service.analyses.base import (
    T_,
    Finding,
    Grade,
    Params,
    Record,
    Ref,
    Result,
    Severity,
    Standing,
    analysis,
    evidence,
)
from graph_service.analyses.parameters import Seed, asked
from graph_service.kernels.mixing import ei_by_group, ei_expected, ei_index, ei_rescaled
from graph_service.network import Network
from graph_service.words import Text

_FITS = 0.5
_MOST_EVIDENCE, _MOST_CORE = 30, 200
_TIES = (Text("Verbindung", "tie"), Text("Verbindungen", "ties"))


class CohesionParams(Params):
    """Parameters of *cohesion*."""

    draws: Annotated[int, T_("Mischungen", "shuffles"), asked(
        "So oft werden die Felder neu gemischt.", "How often the fields are shuffled anew.", ge=99, le=9999)] = 999  # fmt: skip
    seed: Seed = 0
    p: Annotated[float, T_("Zufallsgrenze", "limit of chance"), asked(
        "Ein Feld gilt als nach innen gekehrt, wenn das durch Zufall höchstens so wahrscheinlich wäre.",
        "Chance up to which a field counts as turned inward beyond chance.", gt=0, le=0.5)] = 0.05  # fmt: skip
    core: Annotated[float, T_("Innerer Kreis höchstens", "inner circle at most"), asked(
        "Höchstens dieser Anteil aller Akteure und Gremien darf zum inneren Kreis gehören (0,25 ist ein Viertel).",
        "Largest share of actors and bodies an inner circle may have (0.25 is a quarter).", gt=0, le=0.5,
    )] = 0.25  # fmt: skip


class FieldOpenness(Record):
    """How far the ties of one field stay inside it."""

    field: Annotated[Ref, T_("Handlungsfeld", "field of action")]
    state: Annotated[Text, T_("Stand", "state")]
    who: Annotated[int, T_("Akteure und Gremien im Feld", "actors and bodies of the field")]
    inside: Annotated[float, T_("Verbindungen im Feld", "ties inside the field")]
    outside: Annotated[float, T_("Verbindungen in andere Felder", "ties to other fields")]
    ei: Annotated[float | None, T_("E-I-Index", "E-I index")]
    ei_reference: Annotated[float | None, T_("E-I-Index bei gemischten Feldern", "E-I index with shuffled fields")]
    p_inward: Annotated[float | None, T_("p: so weit nach innen", "p: so far inward")]
    p_inward_holm: Annotated[float | None, T_("p nach Holm", "p after Holm")]
    asked_on: Annotated[str | None, T_("gefragt am", "asked on")]


class Mixing(Record):
    """Ties inside one field or between two."""

    first: Annotated[Ref, T_("Handlungsfeld", "field of action")]
    second: Annotated[Ref, T_("Handlungsfeld", "field of action")]
    ties: Annotated[float, T_("Verbindungen", "ties")]
    possible: Annotated[float, T_("mögliche Paare", "possible pairs")]
    density: Annotated[float | None, T_("Dichte", "density")]
    expected: Annotated[float | None, T_("bei gemischten Feldern zu erwarten", "expected with shuffled fields")]


class InCore(Record):
    """One member of the inner circle."""

    who: Annotated[Ref, T_("wer", "who")]
    ties: Annotated[int, T_("Verbindungen", "ties")]
    inside: Annotated[int, T_("davon im inneren Kreis", "of these in the inner circle")]


class CohesionResult(Result):
    """Openness of each field, mixing of all pairs of fields, and the inner circle if there is one."""

    ei: Annotated[float | None, T_("E-I-Index", "E-I index")] = None
    ei_reference: Annotated[float | None, T_("E-I-Index bei gemischten Feldern", "E-I index with shuffled fields")] = (
        None
    )
    ei_rescaled: Annotated[float | None, T_("E-I-Index zwischen möglichem Rand", "E-I index, rescaled")] = None
    p_inward: Annotated[float | None, T_("p: so weit nach innen", "p: so far inward")] = None
    core_fit: Annotated[float | None, T_("Passung des inneren Kreises", "fit of the inner circle")] = None
    fields: Annotated[tuple[FieldOpenness, ...], T_("Offenheit der Felder", "Openness of the fields")] = ()
    mixing: Annotated[tuple[Mixing, ...], T_("Verbindungen zwischen Feldern", "Ties between fields")] = ()
    core: Annotated[tuple[InCore, ...], T_("Innerer Kreis, wenn es einen gibt", "Inner circle, if there is one")] = ()


_INWARD = Text("nach innen gekehrt", "turned inward")
_CLOSER = Text(
    "enger als gemischt, aber mehr nach außen",
    "closer than shuffled, yet more outward",
)
_OPEN = Text("offen", "open")
_ONLY_COUNTED = Text("nur gezählt", "counted only")
_UNASKED = Text("nicht erhoben", "not surveyed")


@analysis(
    title=Text("Zusammenhalt", "Cohesion"),
    question=Text(
        "Bleiben die Handlungsfelder unter sich? Gibt es einen inneren Kreis?",
        "Do the fields of action keep to themselves? Is there an inner circle?",
    ),
    reading=Text(
        "Gezählt wird, wie viele Verbindungen in einem Feld bleiben und wie viele in andere führen. Der E-I-Index geht von −1 "
        "(alles bleibt im Feld) bis 1 (alles führt hinaus). Null ist nicht neutral: Bei vielen Feldern führt schon zufällig das "
        "meiste hinaus. Deshalb steht daneben der Wert, der herauskäme, wenn man die Felder unter allen mischt. Dass Felder "
        "enger verbunden sind als gemischt, ist üblich; ein Befund ist es erst, wenn mehr im Feld bleibt, als hinausführt.",
        "It counts how many ties stay inside a field and how many lead to others. The E-I index runs from −1 (everything "
        "stays) to 1 (everything leads out). Zero is not neutral: with many fields most ties lead out by chance alone. So the "
        "value beside it is what would come out if the fields were shuffled over everybody. That fields are closer than "
        "shuffled is usual; it is a finding only if more stays inside than leads out.",
    ),
    says_not=Text(
        "Ein Feld, das unter sich bleibt, kann gut arbeiten; ob ihm etwas entgeht, sagt die Zahl nicht. Wer nicht im inneren "
        "Kreis steht, ist nicht unwichtig, sondern anders eingebunden.",
        "A field that keeps to itself may work well; whether it misses something the number does not say. Who is not in the "
        "inner circle is not unimportant but tied in otherwise.",
    ),
    method=Text(
        "Verbindungen jeder Art zwischen Akteuren und Gremien, die selbst in einem Feld eingetragen sind; ein Sitz zählt "
        "nicht als Feld, sonst läge jede Mitgliedschaft schon deshalb im Feld. Wer in f Feldern arbeitet, zählt in jedem "
        "1/f, eine Verbindung also Anteil mal Anteil; bei einzelnen Feldern zählt eine Verbindung nach außen für beide. "
        "E-I = (außen − innen)/(außen + innen). Vergleichswert: genauer Mittelwert, wenn die Felder über alle gemischt "
        "werden; je Feld das Verhältnis der Mittelwerte. p: Anteil der Mischungen, die mindestens so weit nach innen "
        "liegen, die Beobachtung mitgezählt; nach Holm über die Felder. Innerer Kreis: die Menge, deren Muster (jedes "
        "Paar mit einem Ende darin ist verbunden, kein anderes) am besten mit den Verbindungen übereinstimmt "
        "(Korrelation); ab 0,5 wird er so genannt.",
        "Ties of any kind among actors and bodies that are recorded in a field themselves; a seat does not count as a "
        "field, else every membership would lie inside a field for that reason alone. Who works in f fields counts 1/f "
        "in each, so a tie counts share by share; for single fields a tie between two counts for both. E-I = (outside − "
        "inside)/(outside + inside). Reference: exact mean when the fields are shuffled over all; for each field the "
        "ratio of the means. p: share of shuffles at least as far inward, the observation included; after Holm over the "
        "fields. Inner circle: the set whose pattern (every pair with an end in it is tied, no other pair is) agrees "
        "best with the ties (correlation); from 0.5 it is called one.",
    ),
    limits=Text(
        "Unter 30 Akteuren und Gremien mit eigenem Feld wird nur gezählt, ebenso bei Feldern mit weniger als 5. In nicht "
        "erhobenen Feldern ist „nach innen gekehrt“ kein Befund, denn fehlende Verbindungen können nicht erfasst sein. Die Suche "
        "nach dem inneren Kreis ist nur in kleinen Netzen vollständig.",
        "Below 30 actors and bodies with a field of their own it only counts, likewise for fields with fewer than 5. In fields "
        "that were not surveyed “turned inward” is no finding, for missing ties may not be recorded. The search for the inner "
        "circle is complete in small networks only.",
    ),
    references=(
        "Krackhardt & Stern (1988), Social Psychology Quarterly 51:123–140, doi:10.2307/2786835",
        "Everett & Borgatti (2012), Social Networks 34:562–569, doi:10.1016/j.socnet.2012.08.001",
        "Borgatti & Everett (2000), Social Networks 21:375–395, doi:10.1016/S0378-8733(99)00019-2",
    ),
    yields="measures",
    order=90,
)
def cohesion(network: Network, params: CohesionParams) -> CohesionResult:
    """Ties inside and between fields against shuffled fields, fields turned inward, and the inner circle with its fit.

    Finding: surveyed field with at least five of its own, E-I index below 0, p after Holm at most *p*.
    """
    counts = inward(network)
    chance = chances(counts, params.draws, params.seed)
    rows = tuple(_field_row(network, counts, chance, params, j) for j in range(len(network.fields)))
    circle = inner_circle(network, params.core)
    return CohesionResult(
        summary=_about_fields(network, counts, rows, params) + _about_circle(network, circle),
        findings=tuple(_finding(network, counts, row) for row in rows if row.state is _INWARD),
        ei=rounded(ei_index(counts.ties)),
        ei_reference=rounded(ei_expected(counts.shares)) if counts.large else None,
        ei_rescaled=rounded(ei_rescaled(counts.ties, counts.pairs)) if counts.large else None,
        p_inward=rounded(chance.whole),
        core_fit=rounded(circle[2].fit) if circle else None,
        fields=rows,
        mixing=_mixing(network, counts),
        core=_core_rows(circle),
    )


def _field_row(network: Network, counts: Inward, chance: Chances, params: CohesionParams, j: int) -> FieldOpenness:
    field_id = network.fields[j]
    inside = float(counts.ties[j, j])
    outside = float(counts.ties[j].sum()) - inside
    index = (outside - inside) / (outside + inside) if outside + inside else None
    p = chance.corrected[j]
    if p is None or index is None:
        state = _ONLY_COUNTED
    elif p > params.p:
        state = _OPEN
    elif round(index, 9) >= 0:
        state = _CLOSER
    else:
        state = _UNASKED if standing(network, (field_id,)) is Standing.NOT_SURVEYED else _INWARD
    reference = float(ei_by_group(counts.expected)[j]) if p is not None else None
    return FieldOpenness(
        field=field_id, state=state, who=counts.sizes[j], inside=rounded(inside) or 0.0, outside=rounded(outside) or 0.0,
        ei=rounded(index), ei_reference=rounded(reference), p_inward=rounded(chance.each[j]), p_inward_holm=rounded(p),
        asked_on=network.asked.get(field_id),
    )  # fmt: skip


def _mixing(network: Network, counts: Inward) -> tuple[Mixing, ...]:
    peopled = [j for j, size in enumerate(counts.sizes) if size]
    return tuple(
        Mixing(
            first=network.fields[a], second=network.fields[b], ties=rounded(float(counts.ties[a, b])) or 0.0,
            possible=rounded(float(counts.pairs[a, b])) or 0.0,
            density=rounded(float(counts.ties[a, b] / counts.pairs[a, b])) if counts.pairs[a, b] > 0 else None,
            expected=rounded(float(counts.expected[a, b])) if counts.large else None,
        )
        for a, b in combinations_with_replacement(peopled, 2)
    )  # fmt: skip


def _core_rows(circle: Circle | None) -> tuple[InCore, ...]:
    if circle is None or circle[2].fit < _FITS:
        return ()
    who, among, core = circle
    inside = np.zeros(len(who))
    inside[list(core.nodes)] = 1
    ties, within = among.sum(axis=1), among @ inside
    rows = [InCore(who=who[i], ties=int(ties[i]), inside=int(within[i])) for i in core.nodes]
    return tuple(sorted(rows, key=lambda row: (-row.ties, row.who)))[:_MOST_CORE]


def _finding(network: Network, counts: Inward, row: FieldOpenness) -> Finding:
    j = network.fields.index(row.field)
    others = [k for k, size in enumerate(counts.sizes) if size >= LEAST_IN_FIELD and k != j]
    # the other field that lags most behind what shuffled fields would give
    far = min(others, key=lambda k: (counts.ties[j, k] - counts.expected[j, k], network.fields[k]), default=None)
    opener, rows = door_opener(counts, j), ties_out(network, counts, j, _MOST_EVIDENCE)
    surveys = [tie for tie in network.ties_at(row.field) if tie.kind == "covers"]
    whole = round(row.inside + row.outside)
    return Finding(
        key=f"cohesion/turned-inward/{row.field}",
        kind="turned-inward",
        severity=Severity.LOW,
        grade=Grade.B,
        basis=standing(network, (row.field,)),
        text=Text(
            "Das Feld „{field}“ bleibt überwiegend unter sich: Nur {out} von {all} seiner Akteure und Gremien führen in andere "
            "Felder.",
            "The field “{field}” mostly keeps to itself: only {out} of {all} of its actors and bodies lead to other fields.",
        ).format(field=network.name(row.field), all=counted(whole, *_TIES), out=round(row.outside)),
        footing=Text(
            "Wären die Felder unter allen gemischt, wären es etwa {expected}; so weit nach innen kam das Feld dabei in {p} % "
            "der Mischungen oder seltener.",
            "With the fields shuffled over everybody it would be about {expected}; so far inward the field came in {p}% of the "
            "shuffles or less.",
        ).format(
            expected=round(whole * ((row.ei_reference or 0) + 1) / 2), p=decimal(100 * (row.p_inward or 0), 1)
        ),
        nodes=(row.field,) if opener is None else (row.field, opener),
        ties=tuple(tie.key for tie in (*surveys, *rows)),
        evidence=evidence(network, (*surveys, network.nodes[row.field], *rows)),
        next_step=_what_to_do(network, row.field, None if far is None else network.fields[far], opener),
        numbers={
            "inside": row.inside, "outside": row.outside, "ei": row.ei, "ei_reference": row.ei_reference,
            "p_inward": row.p_inward, "p_inward_holm": row.p_inward_holm,
        },
    )  # fmt: skip


def _what_to_do(network: Network, field_id: str, far: str | None, opener: str | None) -> Text:
    place = meeting_place(network, far) if far else None
    if far is None or place is None:
        return Text(
            "Mit den Beteiligten im Feld „{field}“ besprechen, welche anderen Felder sie für ihre Arbeit brauchen.",
            "Discuss with those in the field “{field}” which other fields they need for their work.",
        ).format(field=network.name(field_id))
    step = Text(
        "Klären, ob „{field}“ die Verbindung zu „{far}“ braucht; dann „{place}“ einladen.",
        "Clarify whether “{field}” needs the connection to “{far}”; then invite “{place}”.",
    ).format(field=network.name(field_id), far=network.name(far), place=network.name(place))
    if opener is None:
        return step
    return step + Text(
        "„{opener}“ hat schon die meisten Verbindungen nach außen und kann Türen öffnen.",
        "“{opener}” already has most ties outward and can open doors.",
    ).format(opener=network.name(opener))


def _about_fields(network: Network, counts: Inward, rows: Sequence[FieldOpenness], params: CohesionParams) -> Text:
    index, reference = ei_index(counts.ties), ei_expected(counts.shares)
    text = Text(
        "{n} von {all} Akteuren und Gremien sind selbst in einem Handlungsfeld eingetragen, mit {ties} untereinander.",
        "{n} of {all} actors and bodies are recorded in a field of action themselves, with {ties} among them.",
    ).format(n=len(counts.who), all=len(network.acting), ties=counted(round(counts.all_ties), *_TIES))
    if index is None or reference is None:
        return text
    share = {"out": round(50 * (index + 1)), "expected": round(50 * (reference + 1))}
    if not counts.large:
        return text + Text(
            "Davon führen {out} % in andere Felder. Für einen Vergleich ist das zu wenig: Er beginnt bei {least} eingetragenen "
            "Akteuren und Gremien.",
            "Of these {out}% lead to other fields. That is too little for a comparison: it begins at {least} recorded actors "
            "and bodies.",
        ).format(**share, least=LEAST_ACTORS)
    text += Text(
        "Davon führen {out} % in andere Felder; wären die Felder unter allen gemischt, wären es {expected} % (E-I-Index {ei} "
        "gegen {reference}). Dass Felder enger verbunden sind als gemischt, ist üblich und allein kein Befund.",
        "Of these {out}% lead to other fields; with the fields shuffled over everybody it would be {expected}% (E-I index "
        "{ei} against {reference}). That fields are closer than shuffled is usual and by itself no finding.",
    ).format(**share, ei=decimal(index, 2), reference=decimal(reference, 2))
    if inward_fields := [row.field for row in rows if row.state in (_INWARD, _UNASKED)]:
        text += Text("Überwiegend unter sich bleiben: {fields}.", "Mostly to themselves keep: {fields}.").format(
            fields=listed(network, inward_fields)
        )
    else:
        text += Text("Kein Feld bleibt überwiegend unter sich.", "No field mostly keeps to itself.")
    return text + Text(
        "Verglichen mit {draws} Mischungen (Startwert {seed}).", "Compared with {draws} shuffles (seed {seed})."
    ).format(draws=params.draws, seed=str(params.seed))


def _about_circle(network: Network, circle: Circle | None) -> Text:
    if circle is None:
        return Text(
            "Nach einem inneren Kreis lässt sich nicht suchen: Es fehlen Verbindungen, oder alle sind mit allen verbunden.",
            "An inner circle cannot be looked for: there are no ties, or everybody is tied to everybody.",
        )
    who, _, core = circle
    fit = decimal(core.fit, 2)
    if core.fit < _FITS:
        return Text(
            "Im Erfassten zeigt sich kein innerer Kreis: Das Muster „wenige, an denen alle hängen“ passt schlecht "
            "(Passung {fit} von 1).",
            "What is recorded shows no inner circle: the pattern “a few on whom all hang” fits badly (fit {fit} of 1).",
        ).format(fit=fit)
    names = listed(network, [who[i] for i in core.nodes])
    return Text(
        "Es gibt einen inneren Kreis, an dem die anderen hängen: {names} (Passung {fit} von 1).",
        "There is an inner circle on which the others hang: {names} (fit {fit} of 1).",
    ).format(names=names, fit=fit)
