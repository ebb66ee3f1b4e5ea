"""Honest ranks: every ranking says how far each rank moves when ties are missing, in the same words everywhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, cast

import numpy as np

from graph_service.analyses._common import LEAST_ACTORS, LEAST_IN_FIELD, counted, listed, rounded
from graph_service.analyses.base import T_, Record, Ref
from graph_service.kernels.rank_bands import Bools, Floats, Ints, Measures, band, drawn_positions, positions, together
from graph_service.model import AnyTie
from graph_service.network import Network
from graph_service.words import Text

LOSSES = (10, 20, 30)
DRAWS = 200
_FULL_DRAWS_UP_TO, _FEWEST_DRAWS = 1_000, 10


class Rank(Record):
    """One item in a ranking, with how far its rank moves when ties are missing."""

    measure: Annotated[Text, T_("Maß", "measure")]
    who: Annotated[Ref, T_("wer", "who")]
    value: Annotated[float | None, T_("Wert", "value")]
    rank: Annotated[int | None, T_("Rang", "rank")]
    standing: Annotated[Text, T_("was davon zu halten ist", "what to make of it")]
    best_10: Annotated[int | None, T_("bester Rang, 10 % fehlen", "best rank, 10 % missing")]
    worst_10: Annotated[int | None, T_("schlechtester Rang, 10 % fehlen", "worst rank, 10 % missing")]
    best_20: Annotated[int | None, T_("bester Rang, 20 % fehlen", "best rank, 20 % missing")]
    worst_20: Annotated[int | None, T_("schlechtester Rang, 20 % fehlen", "worst rank, 20 % missing")]
    best_30: Annotated[int | None, T_("bester Rang, 30 % fehlen", "best rank, 30 % missing")]
    worst_30: Annotated[int | None, T_("schlechtester Rang, 30 % fehlen", "worst rank, 30 % missing")]
    stays_on_top: Annotated[float | None, T_("Anteil der Ziehungen unter den Ersten", "share of draws among the first")]
    rank_unasked: Annotated[int | None, T_("Rang nur mit Befragten", "rank with those asked only")]


@dataclass(frozen=True)
class Spread:
    """Ranks of all items when a share of the ties is missing: band, and share of draws among the first."""

    low: Ints
    high: Ints
    on_top: Floats


@dataclass(frozen=True)
class Ranking:
    """One measure over all items, the rank of each, and how firmly it holds.

    Ranks are shared by equal values (1, 2, 2, 4); `last` is the last place of those who share one. `spread` has one
    entry for each of `LOSSES`, none without draws. `unasked` has the ranks when all ties of actors and bodies that no
    survey covers are missing (0 for an item that was itself not asked), None where nobody was surveyed. `refusal` says
    why nothing is ranked; then only `values` count.
    """

    items: tuple[str, ...]
    values: Floats
    rank: Ints
    last: Ints
    spread: tuple[Spread, ...]
    unasked: Ints | None
    draws: int
    seed: int
    top: int
    refusal: Text | None

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Positions of the items by rank, then id; by id alone where nothing is ranked."""
        where = range(len(self.items))
        if self.refusal:
            return tuple(sorted(where, key=lambda i: self.items[i]))
        return tuple(sorted(where, key=lambda i: (self.rank[i], self.items[i])))

    @cached_property
    def groups(self) -> Ints:
        """Group of each item, from 0: those whose ranks do not hold against each other without a tenth of the ties."""
        low, high = (self.spread[0].low, self.spread[0].high) if self.spread else (self.rank, self.last)
        return together(self.rank, low, high)

    @property
    def leading(self) -> tuple[str, ...]:
        """The items of the first group, by rank; empty where nothing is ranked."""
        if self.refusal:
            return ()
        groups = self.groups
        return tuple(self.items[i] for i in self.order if groups[i] == 0)

    def rows(self, measure: Text, most: int | None = None) -> tuple[Rank, ...]:
        """Rows of a table, first *most* of them."""
        texts = self._standings
        return tuple(self._row(measure, i, texts[i]) for i in self.order[:most])

    def holds(self, item: str) -> float | None:
        """Share of draws without a tenth of the ties in which the item is among the first; None without draws."""
        if self.refusal or not self.spread:
            return None
        return rounded(float(self.spread[0].on_top[self.items.index(item)]))

    def standing(self, item: str) -> Text:
        """Rank of one item as words: ``Rang 2–4, untereinander nicht zu unterscheiden``."""
        return self._standings[self.items.index(item)]

    def sentence(self, network: Network, noun: Text) -> Text:
        """Say who comes first and whether that holds; *noun* is what is ranked, in the plural."""
        if self.refusal:
            return self.refusal
        if not self.items or len(set(self.rank.tolist())) == 1:
            return Text(
                "Eine Rangfolge gibt es nicht: Alle {noun} liegen gleichauf.",
                "There is no ranking: all {noun} are level.",
            ).format(noun=noun)
        first = self.leading
        if len(first) == len(self.items):
            return Text(
                "Eine Rangfolge hält nicht: Fehlt ein Zehntel der Verbindungen, sind alle {noun} untereinander nicht zu "
                "unterscheiden.",
                "No ranking holds: with a tenth of the ties missing, no two {noun} can be told apart.",
            ).format(noun=noun)
        if len(first) > 1:
            return Text("Vorn liegen {who}: {standing}.", "In front are {who}: {standing}.").format(
                who=listed(network, first), standing=self.standing(first[0])
            )
        return Text("Vorn liegt {who}: {standing}.", "In front is {who}: {standing}.").format(
            who=listed(network, first), standing=self.standing(first[0])
        ) + self._firmly(first[0])

    def _firmly(self, item: str) -> Text:
        if not self.spread:
            return Text("", "")
        i = self.items.index(item)
        sure = [percent for percent, s in zip(LOSSES, self.spread, strict=True) if s.high[i] == 1]
        if not sure:
            return Text("", "")
        return Text(
            "Das hält auch, wenn {percent} % der Verbindungen fehlen.",
            "That holds even with {percent} % of the ties missing.",
        ).format(percent=max(sure))

    @cached_property
    def _standings(self) -> list[Text]:
        if self.refusal:
            return [Text("nur gezählt", "counted only")] * len(self.items)
        sizes = np.bincount(self.groups, minlength=1).tolist()
        ends = np.cumsum(sizes).tolist()
        texts = [_ranks_as_words(end - size + 1, end) for size, end in zip(sizes, ends, strict=True)]
        return [texts[g] for g in self.groups.tolist()]

    def _row(self, measure: Text, i: int, standing: Text) -> Rank:
        value = float(self.values[i])
        shown = not self.refusal
        bands: list[int | None] = [int(x) for s in self.spread for x in (s.low[i], s.high[i])] if shown else []
        bands += [None] * (2 * len(LOSSES) - len(bands))
        return Rank(
            measure=measure, who=self.items[i], value=None if np.isnan(value) else rounded(value),
            rank=int(self.rank[i]) if shown else None, standing=standing,
            best_10=bands[0], worst_10=bands[1], best_20=bands[2], worst_20=bands[3], best_30=bands[4], worst_30=bands[5],
            stays_on_top=rounded(float(self.spread[0].on_top[i])) if shown and self.spread else None,
            rank_unasked=(int(self.unasked[i]) or None) if shown and self.unasked is not None else None,
        )  # fmt: skip


def rankings(  # noqa: PLR0913 - a ranking without its draws, seed and top would not be honest
    items: Sequence[str] | Sequence[Sequence[str]],
    measures: Measures,
    ties: Sequence[AnyTie],
    network: Network,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    top: int = 5,
    refusal: Text | None = None,
) -> tuple[Ranking, ...]:
    """Rank items by one or more measures, largest first, with bands under missing ties.

    Parameters
    ----------
    items
        Ids of what is ranked; or, where the measures rank different things, the ids for each measure.
    measures
        Takes a mask draws × ties of what remains (columns as in *ties*) and gives, for each measure, an array draws ×
        items; NaN where the measure is not defined (ranked last). To rank the smallest first, give its negative.
    ties
        The ties that may be lost, and only those, each once.
    network
        Where to look up who was asked.
    draws
        Draws of random loss for each of `LOSSES`; `affordable` lowers it for large networks. 0 gives no bands.
    seed
        Of the draws; the order of *ties* does not matter, they are drawn by key.
    top
        Among how many first places an item must stay, with all its equals, to count as on top.
    refusal
        Why nothing may be ranked, from `too_few`; then the values are counted only.

    Notes
    -----
    Each tie is missing by itself with a chance of 10, 20 and 30 %. The band of an item is the 5th percentile of its
    first and the 95th of its last places over the draws (both occurred), widened to hold its observed place, so nine
    of ten draws lie inside. It says how much a ranking depends on single ties; it is no confidence interval, for what
    is really missing is seldom missing at random. So the ranks are also given without all ties of non-respondents.

    References
    ----------
    Borgatti, Carley & Krackhardt (2006), doi:10.1016/j.socnet.2005.05.001; Smith & Moody (2013),
    doi:10.1016/j.socnet.2013.09.003.
    """
    by_key = np.argsort(np.array([tie.key for tie in ties], dtype=np.str_), kind="stable")

    def measured(keep: Bools) -> Sequence[Floats]:
        aligned = np.empty_like(keep)
        aligned[:, by_key] = keep
        return measures(aligned)

    draws = 0 if refusal else draws
    observed = measures(np.ones((1, len(ties)), dtype=np.bool_))
    answered = None if refusal else _answered(network, ties)
    without = measures(answered[None, :]) if answered is not None else None
    drawn = drawn_positions(measured, len(ties), [percent / 100 for percent in LOSSES], draws, seed)
    one_for_all = not items or isinstance(items[0], str)
    silent = _silent(network)
    found = []
    for m, values in enumerate(observed):
        ids = tuple(cast("Sequence[str]", items if one_for_all else items[m]))
        asked = np.array([item not in silent for item in ids], dtype=np.bool_)
        best, worst = positions(values)
        found.append(
            Ranking(
                items=ids,
                values=values[0],
                rank=best[0],
                last=worst[0],
                spread=tuple(_spread(best[0], worst[0], b, w, top) for b, w in (drawn[m] if drawn else ())),
                unasked=np.where(asked, positions(without[m])[0][0], 0) if without is not None else None,
                draws=draws,
                seed=seed,
                top=top,
                refusal=refusal,
            )
        )
    return tuple(found)


def affordable(draws: int, network: Network) -> int:
    """Lower the number of draws above 1,000 actors and bodies in proportion; none where fewer than ten would be left."""
    size = len(network.acting)
    if size <= _FULL_DRAWS_UP_TO:
        return draws
    fewer = draws * _FULL_DRAWS_UP_TO // size
    return fewer if fewer >= min(draws, _FEWEST_DRAWS) else 0


def too_few(network: Network, *, over_fields: bool = False) -> Text | None:
    """Why nothing may be ranked here: fewer than 30 actors, or fewer than two fields with five; else None.

    *over_fields*: the measure compares fields, so at least two must be large enough.
    """
    actors = len(network.of("actor"))
    if actors < LEAST_ACTORS:
        return Text(
            "Bei {n} wird nur gezählt; eine Rangfolge gibt es erst ab {least} Akteuren.",
            "With {n} it only counts; there is a ranking from {least} actors on.",
        ).format(n=counted(actors, Text("Akteur", "actor"), Text("Akteuren", "actors")), least=LEAST_ACTORS)
    large = sum(len(inside) >= LEAST_IN_FIELD for inside in network.belonging.values())
    if over_fields and large < 2:  # noqa: PLR2004 - a pair of fields
        return Text(
            "Eine Rangfolge gibt es nicht, es wird nur gezählt: Dafür müssten in mindestens zwei Handlungsfeldern je {least} "
            "Akteure erfasst sein.",
            "There is no ranking, it only counts: at least two fields of action would need {least} recorded actors each.",
        ).format(least=LEAST_IN_FIELD)
    return None


def explained(ranked: Iterable[Ranking]) -> Text:
    """Say how the bands came about: draws, seed, percentiles; empty where nothing was ranked."""
    one = next((r for r in ranked if not r.refusal), None)
    if one is None:
        return Text("", "")
    if not one.draws:
        return Text(
            "Wie fest die Ränge sind, wurde nicht geprüft (keine Ziehungen).",
            "How firm the ranks are was not checked (no draws).",
        )
    text = Text(
        "Geprüft in {draws} (Startwert {seed}), in denen jede Verbindung mit 10, 20 und 30 % Wahrscheinlichkeit fehlt; "
        "neun von zehn Rängen liegen in der genannten Spanne.",
        "Checked in {draws} (seed {seed}) in which each tie is missing with a chance of 10, 20 and 30 %; nine of ten ranks "
        "lie in the band given.",
    ).format(draws=counted(one.draws, Text("Ziehung", "draw"), Text("Ziehungen", "draws")), seed=str(one.seed))
    if one.unasked is None:
        text += Text("Befragt wurde niemand.", "Nobody was surveyed.")
    return text


def _ranks_as_words(first: int, last: int) -> Text:
    if first == last:
        return Text("Rang {n}", "rank {n}").format(n=first)
    return Text("Rang {a}–{b}, untereinander nicht zu unterscheiden", "ranks {a}–{b}, not to be told apart").format(
        a=first, b=last
    )


def _spread(rank: Ints, last: Ints, best: Ints, worst: Ints, top: int) -> Spread:
    low, high = band(best, worst)
    return Spread(np.minimum(low, rank), np.maximum(high, last), (worst <= top).mean(axis=0))


def _answered(network: Network, ties: Sequence[AnyTie]) -> Bools | None:
    """Which ties remain without those of actors and bodies that no survey covers; None where none was surveyed."""
    silent = _silent(network)
    if len(silent) == len(network.acting):
        return None
    return np.array([tie.source_id not in silent and tie.target_id not in silent for tie in ties], dtype=np.bool_)


def _silent(network: Network) -> frozenset[str]:
    """Actors and bodies that no survey covers."""
    return frozenset(network.acting) - frozenset(network.asked)
