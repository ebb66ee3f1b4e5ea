"""The forms in which a change is assumed: what each offers to choose from, and the change that a filled one means."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from graph_service.errors import Fault, InvalidData
from graph_service.exchange.messages import faults_of, quoted
from graph_service.model import NODE_KINDS, TIE_KINDS, Body
from graph_service.network import Network
from graph_service.searching import find_nodes, folded, slug
from graph_service.views.forms import MOST_CHOICES, by_name
from graph_service.what_if import AnyAssumption, BodyFounded, Ends, FundingStops, TieAdded, TieEnds
from graph_service.words import BodyLevel, Language, Text

ACTING = ("actor", "body")
ENDS = tuple(kind for kind in NODE_KINDS if any(kind in (*t.spec.sources, *t.spec.targets) for t in TIE_KINDS.values()))
_KINDS = tuple(kind for kind in TIE_KINDS if kind != "covers")
_MOST_NAMED = 5
_PLEASE = Text("Bitte wählen.", "Please choose.")
_UNFIT = Text("Das passt noch nicht.", "This does not fit yet.")

Values = Mapping[str, Any]
Groups = list[tuple[str, list[tuple[str, str]]]]


def choices(network: Network, kinds: Sequence[str], language: Language) -> Groups:
    """Everything of these kinds by name, in groups; empty where there is more than anybody can choose from."""
    groups = [
        (NODE_KINDS[kind].spec.plural[language], [(n.id, n.name) for n in sorted(network.of(kind), key=by_name)])
        for kind in kinds
    ]
    return [g for g in groups if g[1]] if sum(len(nodes) for _, nodes in groups) <= MOST_CHOICES else []


def offered(network: Network, language: Language) -> dict[str, Any]:
    """What the forms offer to choose from in *network*."""
    fundings = network.ties_of("funds")
    funded, funders = {t.target_id for t in fundings}, {t.source_id for t in fundings}
    return {
        "acting": choices(network, ACTING, language),
        "actors": choices(network, ("actor",), language),
        "fields_to_choose": choices(network, ("field",), language),
        "anything": choices(network, ENDS, language),
        "tie_kinds": [(kind, TIE_KINDS[kind].spec.text[language]) for kind in _KINDS],
        "levels": [(level.value, level.text[language]) for level in BodyLevel],
        "funded": [(n.id, n.name) for n in sorted((network.nodes[i] for i in funded), key=by_name)],
        "funders": [(n.id, n.name) for n in sorted((network.nodes[i] for i in funders), key=by_name)],
        "many_nodes": len(network.nodes) > MOST_CHOICES,
    }


def chosen(network: Network, given: str, kinds: Sequence[str], place: str) -> str:
    """Id of what was picked from a list or typed: an id, or words that only one thing is called by."""
    given = given.strip()
    if not given:
        raise InvalidData(_UNFIT, (Fault(place, _PLEASE),))
    if given in network.nodes:
        return given
    found = [node for node in find_nodes(network, given) if node.kind in kinds]
    exact = [node for node in found if folded(node.name) == folded(given)]
    found = exact or found
    if len(found) == 1:
        return found[0].id
    named = ", ".join(f"{node.name} ({node.id})" for node in found[:_MOST_NAMED])
    text = (
        Text("„{given}“ ist nicht eindeutig: {named} …", "“{given}” is not unique: {named} …")
        if found
        else Text("„{given}“ gibt es hier nicht.", "There is no “{given}” here.")
    )
    raise InvalidData(_UNFIT, (Fault(place, text.format(given=quoted(given), named=named)),))


def assumption_of(network: Network, form: str, values: Values) -> AnyAssumption:
    """Give the change that a filled form means; `InvalidData` names the control that does not fit."""
    make = _MAKE.get(form)
    if make is None:
        raise InvalidData(_UNFIT, (Fault("", Text("Diese Annahme gibt es nicht.", "There is no such assumption.")),))
    return make(network, values)


def _ends(network: Network, values: Values) -> Ends:
    return Ends(id=chosen(network, values["id"], ACTING, "id"))


def _tie_added(network: Network, values: Values) -> TieAdded:
    kind = values["kind"]
    if kind not in TIE_KINDS:
        raise InvalidData(_UNFIT, (Fault("kind", _PLEASE),))
    source = chosen(network, values["source"], ENDS, "source")
    target = chosen(network, values["target"], ENDS, "target")
    try:
        tie = TIE_KINDS[kind].model_validate({"source_id": source, "target_id": target})
    except ValidationError as error:
        raise InvalidData(_UNFIT, (Fault("target", faults_of(error, "")[0].text),)) from None
    return TieAdded(tie={"kind": kind, "source_id": tie.source_id, "target_id": tie.target_id})


def _tie_ends(_network: Network, values: Values) -> TieEnds:
    if not values["key"]:
        raise InvalidData(_UNFIT, (Fault("key", _PLEASE),))
    return TieEnds(key=values["key"])


def _body_founded(network: Network, values: Values) -> BodyFounded:
    name = values["name"].strip()
    body = {"id": slug(name, network.nodes.keys(), "gremium"), "name": name}
    if values["body_level"]:
        body["level"] = values["body_level"]
    try:
        Body.model_validate(body)
    except ValidationError as error:
        faults = faults_of(error, "")
        places = [fault.place.rpartition("/")[2] for fault in faults]
        named = ["body_level" if place == "level" else "name" for place in places]
        raise InvalidData(
            _UNFIT, tuple(Fault(n, f.text) for n, f in zip(named, faults, strict=True) if f.place != "/id")
        ) from None
    return BodyFounded(
        body=body,
        fields=tuple(chosen(network, one, ("field",), "in_field") for one in values["in_field"]),
        members=tuple(chosen(network, one, ACTING, "member") for one in values["member"]),
        lead=chosen(network, values["lead"], ("actor",), "lead") if values["lead"] else None,
        reports_to=chosen(network, values["reports_to"], ACTING, "reports_to") if values["reports_to"] else None,
    )


def _funding_stops(network: Network, values: Values) -> FundingStops:
    if not (values["id"] or values["by"]):
        raise InvalidData(_UNFIT, (Fault("id", _PLEASE),))
    return FundingStops(
        id=chosen(network, values["id"], ACTING, "id") if values["id"] else None,
        by=chosen(network, values["by"], ("actor",), "by") if values["by"] else None,
        they_end=not values["stays"],
    )


_MAKE: dict[str, Callable[[Network, Values], AnyAssumption]] = {
    "ends": _ends, "tie_added": _tie_added, "tie_ends": _tie_ends, "body_founded": _body_founded,
    "funding_stops": _funding_stops,
}  # fmt: skip
