"""Every kind of tie: what it is called from both ends, what it may join, and its own fields."""

from typing import Annotated, Literal

from graph_service.rows import H_, T_, Tie, TieSpec
from graph_service.words import EventRole, MemberRole, OptionalLine, OptionalProse, Text

_ACTING = ("actor", "body")


class MemberOf(Tie):
    """An actor or body belongs to a body."""

    spec = TieSpec(
        Text("Mitglied in", "member of"),
        Text("Mitglieder", "has member"),
        "MEMBER_OF",
        _ACTING,
        ("body",),
    )
    kind: Literal["member_of"] = "member_of"
    role: Annotated[MemberRole, T_("Rolle", "role")] = MemberRole.MEMBER


class Leads(Tie):
    """An actor leads a body."""

    spec = TieSpec(
        Text("Federführung", "leads"),
        Text("unter Federführung von", "led by"),
        "LEADS",
        ("actor",),
        ("body",),
    )
    kind: Literal["leads"] = "leads"


class TookPartIn(Tie):
    """Somebody took part in an event or an open network; never counted as membership."""

    spec = TieSpec(
        Text("nahm teil an", "took part in"),
        Text("Teilnahme von", "attended by"),
        "TOOK_PART_IN",
        _ACTING,
        ("body",),
    )
    kind: Literal["took_part_in"] = "took_part_in"
    role: Annotated[EventRole, T_("Rolle", "role")] = EventRole.PARTICIPANT


class WorksIn(Tie):
    """An actor or body works in a field."""

    spec = TieSpec(
        Text("arbeitet in", "works in"),
        Text("bearbeitet von", "worked on by"),
        "WORKS_IN",
        _ACTING,
        ("field",),
    )
    kind: Literal["works_in"] = "works_in"


class Serves(Tie):
    """An actor or body is there for a target group."""

    spec = TieSpec(
        Text("richtet sich an", "serves"),
        Text("erreicht durch", "served by"),
        "SERVES",
        _ACTING,
        ("target_group",),
    )
    kind: Literal["serves"] = "serves"


class ActiveIn(Tie):
    """An actor or body is active in a municipality."""

    spec = TieSpec(
        Text("tätig in", "active in"),
        Text("dort tätig", "has active"),
        "ACTIVE_IN",
        _ACTING,
        ("municipality",),
    )
    kind: Literal["active_in"] = "active_in"


class CooperatesWith(Tie):
    """Two work together; symmetric, stored once."""

    spec = TieSpec(
        Text("arbeitet zusammen mit", "cooperates with"),
        Text("arbeitet zusammen mit", "cooperates with"),
        "COOPERATES_WITH",
        _ACTING,
        _ACTING,
        symmetric=True,
    )
    kind: Literal["cooperates_with"] = "cooperates_with"


class Informs(Tie):
    """One passes information to another."""

    spec = TieSpec(
        Text("informiert", "informs"),
        Text("wird informiert von", "informed by"),
        "INFORMS",
        _ACTING,
        _ACTING,
    )
    kind: Literal["informs"] = "informs"
    channel: Annotated[
        OptionalLine,
        T_("Weg", "channel"),
        H_("z. B. Rundmail, Bericht in der Sitzung.", "e.g. circular, report in the meeting."),
    ] = None
    rhythm: Annotated[OptionalLine, T_("Turnus", "rhythm"), H_("z. B. monatlich.", "e.g. monthly.")] = None


class ReportsTo(Tie):
    """A body reports to a body or actor."""

    spec = TieSpec(
        Text("berichtet an", "reports to"),
        Text("erhält Bericht von", "receives reports from"),
        "REPORTS_TO",
        ("body",),
        _ACTING,
    )
    kind: Literal["reports_to"] = "reports_to"


class Funds(Tie):
    """An actor funds another; valid_to is the end of the funding."""

    spec = TieSpec(
        Text("fördert", "funds"),
        Text("gefördert von", "funded by"),
        "FUNDS",
        ("actor",),
        _ACTING,
    )
    kind: Literal["funds"] = "funds"


class PartOf(Tie):
    """A part belongs to its whole, actor to actor, body to body, field to field."""

    spec = TieSpec(
        Text("Teil von", "part of"),
        Text("Teile", "has part"),
        "PART_OF",
        ("actor", "body", "field"),
        ("actor", "body", "field"),
        same_kind=True,
    )
    kind: Literal["part_of"] = "part_of"


class SameAs(Tie):
    """Two fields are the same under two names; symmetric, stored once."""

    spec = TieSpec(
        Text("gleich wie", "same as"),
        Text("gleich wie", "same as"),
        "SAME_AS",
        ("field",),
        ("field",),
        symmetric=True,
    )
    kind: Literal["same_as"] = "same_as"


class DependsOn(Tie):
    """People pass from the target field on to the source field."""

    spec = TieSpec(
        Text("baut auf", "depends on"),
        Text("ist Grundlage für", "is the ground for"),
        "DEPENDS_ON",
        ("field",),
        ("field",),
    )
    kind: Literal["depends_on"] = "depends_on"
    reason: Annotated[
        OptionalProse,
        T_("Begründung", "reason"),
        H_("Warum Menschen aus dem einen Feld ins andere kommen.", "Why people pass from the one field to the other."),
    ] = None


class Concerns(Tie):
    """A need or recommendation is about something."""

    spec = TieSpec(
        Text("betrifft", "concerns"),
        Text("betroffen von", "concerned by"),
        "CONCERNS",
        ("need", "recommendation"),
        ("field", "target_group", "municipality"),
    )
    kind: Literal["concerns"] = "concerns"


class RaisedBy(Tie):
    """A need was raised by somebody."""

    spec = TieSpec(
        Text("gemeldet von", "raised by"),
        Text("hat gemeldet", "raised"),
        "RAISED_BY",
        ("need",),
        _ACTING,
    )
    kind: Literal["raised_by"] = "raised_by"


class HandledBy(Tie):
    """A need is in the hands of somebody."""

    spec = TieSpec(
        Text("bearbeitet von", "handled by"),
        Text("kümmert sich um", "handles"),
        "HANDLED_BY",
        ("need",),
        _ACTING,
    )
    kind: Literal["handled_by"] = "handled_by"


class Answers(Tie):
    """A recommendation answers a need."""

    spec = TieSpec(
        Text("beantwortet", "answers"),
        Text("beantwortet durch", "answered by"),
        "ANSWERS",
        ("recommendation",),
        ("need",),
    )
    kind: Literal["answers"] = "answers"


class DecidedIn(Tie):
    """A recommendation was decided in a body."""

    spec = TieSpec(
        Text("beschlossen in", "decided in"),
        Text("hat beschlossen", "decided"),
        "DECIDED_IN",
        ("recommendation",),
        ("body",),
    )
    kind: Literal["decided_in"] = "decided_in"


class AddressedTo(Tie):
    """A recommendation is addressed to somebody."""

    spec = TieSpec(
        Text("gerichtet an", "addressed to"),
        Text("Empfänger von", "receives"),
        "ADDRESSED_TO",
        ("recommendation",),
        _ACTING,
    )
    kind: Literal["addressed_to"] = "addressed_to"


class Covers(Tie):
    """A survey asked for all ties of a thing."""

    spec = TieSpec(
        Text("umfasst", "covers"),
        Text("erhoben durch", "covered by"),
        "COVERS",
        ("survey",),
        (
            "actor",
            "body",
            "field",
            "target_group",
            "municipality",
            "need",
            "recommendation",
        ),
    )
    kind: Literal["covers"] = "covers"
