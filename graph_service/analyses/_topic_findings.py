"""What is lacking on a topic: anybody at all, somebody from a municipality, a migrant voice."""

from collections.abc import Iterator, Sequence

from graph_service.analyses._common import listed, standing
from graph_service.analyses._topic import VOICE, Topic
from graph_service.analyses._voices import Proposals, voices
from graph_service.analyses.base import Finding, Grade, Severity, Standing, evidence
from graph_service.network import Network
from graph_service.words import Text


def findings_on_topic(network: Network, topic: Topic, types: str) -> Iterator[Finding]:
    """Nobody at all; else a municipality without anybody, then a missing migrant voice."""
    given = [i for i in (*topic.fields[:1], topic.group, topic.place) if i]
    if not topic.actors:
        yield _finding(
            network, topic, "nobody", given, standing(network, given),
            Text("Zum Thema {topic} ist niemand erfasst.", "On the topic {topic} nobody is recorded."),
            Text("Bei den angrenzenden Feldern und in der Kommune nachfragen, wer das Thema übernehmen kann.",
                 "Ask the neighbouring fields and in the municipality who can take the topic on."),
        )  # fmt: skip
        return
    if topic.place is None:
        held = {thing for things in topic.holds.values() for thing in things}
        without = [n.id for n in network.of("municipality") if n.id not in held]
        asked = [i for i in without if standing(network, (*given, i)) is not Standing.NOT_SURVEYED]
        ids = asked or without
        if ids:
            yield _finding(
                network, topic, "no-municipality", ids, standing(network, (*given, *ids)),
                Text("Zum Thema {topic} ist aus {names} niemand erfasst.",
                     "On the topic {topic} nobody is recorded from {names}."),
                Text("Dort nachfragen, wer eingeladen werden kann: {names}.", "Ask there who can be invited: {names}."),
            )  # fmt: skip
    if not any(VOICE in things for things in topic.holds.values()):
        yield _finding(
            network, topic, "no-voice", given, standing(network, given),
            Text("Zum Thema {topic} ist keine migrantische Stimme erfasst.",
                 "On the topic {topic} no migrant voice is recorded."),
            Text("Jemanden suchen{through}, auch aus anderen Feldern.", "Look for somebody{through}, also from other fields."
                 ).format(through=_through(network, types)),
        )  # fmt: skip


def _through(network: Network, types: str) -> Text:
    """Participation bodies that could name somebody, those to which others report first."""
    councils = Proposals(network, voices(network, types)).councils[:2]
    names = listed(network, councils)
    return Text(f" über {names.de}", f" through {names.en}") if councils else Text("", "")


def _finding(  # noqa: PLR0913, PLR0917 - the parts of a finding
    network: Network, topic: Topic, kind: str, ids: Sequence[str], basis: Standing, text: Text, next_step: Text
) -> Finding:
    unasked = basis is Standing.NOT_SURVEYED
    given = "+".join(i for i in (*topic.fields[:1], topic.group, topic.place) if i)
    return Finding(
        key=f"invite/{kind}/{given}",
        kind=kind,
        severity=Severity.LOW if unasked else Severity.MEDIUM,
        grade=Grade.C if unasked else Grade.B,
        basis=basis,
        text=text.format(topic=topic.name, names=listed(network, ids))
        + (Text("Danach gefragt wurde nicht.", "Nobody asked.") if unasked else Text("", "")),
        nodes=tuple(ids),
        evidence=evidence(network, [network.nodes[i] for i in ids]),
        next_step=next_step.format(names=listed(network, ids, 3)),
        numbers={"things": len(ids)},
    )
