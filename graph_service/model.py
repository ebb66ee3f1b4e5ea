"""The nouns: every kind of node and tie, its fields, ends and texts, declared once and read everywhere."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import Field, TypeAdapter

from graph_service.rows import H_, T_, Frozen, Help, Node, NodeSpec, Row, Tie
from graph_service.ties import (
    ActiveIn,
    AddressedTo,
    Answers,
    Concerns,
    CooperatesWith,
    Covers,
    DecidedIn,
    DependsOn,
    Funds,
    HandledBy,
    Informs,
    Leads,
    MemberOf,
    PartOf,
    RaisedBy,
    ReportsTo,
    SameAs,
    Serves,
    TookPartIn,
    WorksIn,
)
from graph_service.words import (
    ActorLevel,
    Axis,
    BodyLevel,
    NeedStatus,
    OptionalLine,
    OptionalProse,
    PartialDate,
    RecommendationStatus,
    Text,
)


class Actor(Node):
    """An organisation or office, never a person."""

    spec = NodeSpec(Text("Akteur", "actor"), Text("Akteure", "actors"), "Actor", "actors")
    kind: Literal["actor"] = "actor"
    actor_type: Annotated[
        OptionalLine,
        T_("Art", "type"),
        H_(
            "z. B. Behörde, Träger, Verein, Migrantenorganisation, Schule, Kammer.",
            "e.g. authority, provider, association, migrant organisation, school, chamber.",
        ),
    ] = None
    level: Annotated[
        ActorLevel | None,
        T_("Ebene", "level"),
        H_(
            "Zu welcher Verwaltungsebene die Stelle gehört oder auf welcher sie arbeitet.",
            "The administrative level it belongs to or works on.",
        ),
    ] = None
    regular_system: Annotated[
        bool | None,
        T_("Regelsystem", "regular system"),
        H_(
            "Ja bei Jobcenter, Schule, Jugendamt und anderen, die für alle da sind.",
            "Yes for job centre, school, youth office and others that are there for everybody.",
        ),
    ] = None


class Body(Node):
    """A group that coordinates: working group, alliance, board, network; an event series is not standing."""

    spec = NodeSpec(Text("Gremium", "body"), Text("Gremien", "bodies"), "Body", "bodies")
    kind: Literal["body"] = "body"
    body_type: Annotated[
        OptionalLine,
        T_("Art", "type"),
        H_(
            "z. B. Arbeitsgruppe, Runder Tisch, Steuerungsgruppe, Beirat, Bündnis.",
            "e.g. working group, round table, steering group, council, alliance.",
        ),
    ] = None
    level: Annotated[
        BodyLevel | None,
        T_("Ebene", "level"),
        H_(
            "Politisch beschließt, strategisch steuert, operativ arbeitet zusammen, offen ist ohne Mitgliedschaft.",
            "Political decides, strategic steers, operative works together, open has no membership.",
        ),
    ] = None
    standing: Annotated[
        bool,
        T_("ständig", "standing"),
        H_(
            "Nein bei Veranstaltungen und Reihen; sie zählen nicht als Gremium.",
            "No for events and series; they do not count as a body.",
        ),
    ] = True
    mandate: Annotated[
        OptionalProse,
        T_("Auftrag", "mandate"),
        H_("Wofür es da ist und wer das beschlossen hat.", "What it is there for and who decided that."),
    ] = None
    rhythm: Annotated[OptionalLine, T_("Turnus", "rhythm"), H_("z. B. viermal im Jahr.", "e.g. four times a year.")] = (
        None
    )


class FieldOfAction(Node):
    """A field of action."""

    spec = NodeSpec(Text("Handlungsfeld", "field of action"), Text("Handlungsfelder", "fields of action"),
                    "FieldOfAction", "fields")  # fmt: skip
    kind: Literal["field"] = "field"
    cross_cutting: Annotated[
        bool,
        T_("Querschnitt", "cross-cutting"),
        H_(
            "Ja, wenn es in alle Felder hineinreicht, z. B. Ehrenamt.",
            "Yes if it reaches into all fields, e.g. volunteering.",
        ),
    ] = False


class TargetGroup(Node):
    """Those an offer is meant for."""

    spec = NodeSpec(Text("Zielgruppe", "target group"), Text("Zielgruppen", "target groups"),
                    "TargetGroup", "target-groups")  # fmt: skip
    kind: Literal["target_group"] = "target_group"
    axis: Annotated[
        Axis | None, T_("Achse", "axis"), H_("Woran die Gruppe unterschieden wird.", "What the group is told apart by.")
    ] = None


class Municipality(Node):
    """A town or municipality of the county."""

    spec = NodeSpec(Text("Kommune", "municipality"), Text("Kommunen", "municipalities"),
                    "Municipality", "municipalities")  # fmt: skip
    kind: Literal["municipality"] = "municipality"
    region: Annotated[OptionalLine, T_("Region", "region")] = None
    population: Annotated[
        int | None,
        Field(ge=0),
        T_("Einwohner", "population"),
        H_("Als ganze Zahl, z. B. 26450.", "As a whole number, e.g. 26450."),
    ] = None
    population_as_of: Annotated[PartialDate, T_("Einwohner, Stand", "population as of")] = None
    migration_share: Annotated[
        float | None,
        Field(ge=0, le=1, allow_inf_nan=False),
        T_("Anteil mit Migrationshintergrund", "migration share"),
        H_("Als Anteil zwischen 0 und 1, z. B. 0,41.", "As a share between 0 and 1, e.g. 0.41."),
    ] = None
    migration_share_as_of: Annotated[PartialDate, T_("Anteil, Stand", "migration share as of")] = None


class Need(Node):
    """Something that is lacking."""

    spec = NodeSpec(Text("Bedarf", "need"), Text("Bedarfe", "needs"), "Need", "needs")
    kind: Literal["need"] = "need"
    status: Annotated[NeedStatus, T_("Status", "status"), H_("Wie weit es damit ist.", "How far it has come.")] = (
        NeedStatus.OPEN
    )
    reported_on: Annotated[
        PartialDate,
        T_("gemeldet am", "reported on"),
        H_("Wann der Bedarf gemeldet wurde.", "When the need was reported."),
    ] = None


class Recommendation(Node):
    """A recommendation to politics."""

    spec = NodeSpec(Text("Handlungsempfehlung", "recommendation"), Text("Handlungsempfehlungen", "recommendations"),
                    "Recommendation", "recommendations")  # fmt: skip
    kind: Literal["recommendation"] = "recommendation"
    status: Annotated[RecommendationStatus, T_("Status", "status")] = RecommendationStatus.DRAFT
    answer: Annotated[
        OptionalProse,
        T_("Antwort", "answer"),
        H_(
            "Was die Stelle geantwortet hat, an die sie gerichtet war.", "What those it was addressed to have answered."
        ),
    ] = None


class Survey(Node):
    """On that day all ties of the covered things were asked for; makes *not recorded* differ from *not there*."""

    spec = NodeSpec(Text("Erhebung", "survey"), Text("Erhebungen", "surveys"), "Survey", "surveys")
    kind: Literal["survey"] = "survey"
    asked_on: Annotated[
        PartialDate,
        T_("gefragt am", "asked on"),
        H_("An diesem Tag wurde nach allen Verbindungen gefragt.", "On that day all ties were asked for."),
    ] = None


AnyNode = Annotated[
    Actor | Body | FieldOfAction | TargetGroup | Municipality | Need | Recommendation | Survey,
    Field(discriminator="kind"),
]
AnyTie = Annotated[
    MemberOf
    | Leads
    | TookPartIn
    | WorksIn
    | Serves
    | ActiveIn
    | CooperatesWith
    | Informs
    | ReportsTo
    | Funds
    | PartOf
    | SameAs
    | DependsOn
    | Concerns
    | RaisedBy
    | HandledBy
    | Answers
    | DecidedIn
    | AddressedTo
    | Covers,
    Field(discriminator="kind"),
]


_N = TypeVar("_N", bound=Row)


def _by_kind(*classes: type[_N]) -> Mapping[str, type[_N]]:
    return MappingProxyType({c.model_fields["kind"].default: c for c in classes})


NODE_KINDS: Mapping[str, type[Node]] = _by_kind(*get_args(get_args(AnyNode)[0]))
TIE_KINDS: Mapping[str, type[Tie]] = _by_kind(*get_args(get_args(AnyTie)[0]))
NODE: TypeAdapter[AnyNode] = TypeAdapter(AnyNode)
TIE: TypeAdapter[AnyTie] = TypeAdapter(AnyTie)
NODES: TypeAdapter[tuple[AnyNode, ...]] = TypeAdapter(tuple[AnyNode, ...])
TIES: TypeAdapter[tuple[AnyTie, ...]] = TypeAdapter(tuple[AnyTie, ...])


def label_of(row: type[Frozen], field: str) -> Text:
    """Name of a field for people."""
    return next(
        (m for m in row.model_fields[field].metadata if isinstance(m, Text)),
        Text(field, field),
    )


def help_of(row: type[Row], field: str) -> Text | None:
    """What to enter in a field; None where its name says it all."""
    return next((m.text for m in row.model_fields[field].metadata if isinstance(m, Help)), None)


def ends_fit(tie: Tie, source_kind: str, target_kind: str) -> bool:
    """Whether a tie may join these two kinds of nodes."""
    spec = tie.spec
    fits = source_kind in spec.sources and target_kind in spec.targets
    if not fits and spec.symmetric:
        fits = target_kind in spec.sources and source_kind in spec.targets
    return fits and (not spec.same_kind or source_kind == target_kind)


def as_record(row: Row) -> dict[str, Any]:
    """Plain values of a row without what is empty, in the order of declaration; ``kind`` included."""
    return row.model_dump(mode="json", exclude_none=True)
