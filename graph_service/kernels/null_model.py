"""How many members two groups would share by their sizes alone: the stochastic degree sequence model, exactly."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, gammaln, xlog1py, xlogy

Floats = NDArray[np.float64]
_TOLERANCE = 1e-12
_ROUNDS = 10_000
_FURTHEST, _HALVINGS = 700.0, 60
_DEVIATIONS = 10
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Fitted:
    """Probabilities of a two-mode matrix, worked out for those columns that are asked for.

    `x` and `y` are the weights of rows and columns; rows and columns that were empty or full are `fixed_rows` and
    `fixed_columns` (the turn at which they were taken out, `_NEVER` for the others) with their value 0 or 1.
    """

    x: Floats
    y: Floats
    fixed_rows: NDArray[np.int64]
    fixed_columns: NDArray[np.int64]
    row_values: Floats
    column_values: Floats

    def columns(self, chosen: NDArray[np.int64]) -> Floats:
        """Probability of each cell of the chosen columns: array (rows, chosen)."""
        odds = np.outer(self.x, self.y[chosen])
        row_turn, column_turn = self.fixed_rows[:, None], self.fixed_columns[chosen][None, :]
        fixed = np.where(row_turn <= column_turn, self.row_values[:, None], self.column_values[chosen][None, :])
        return np.asarray(np.where(np.minimum(row_turn, column_turn) < _NEVER, fixed, odds / (1 + odds)))


def fitted(rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Fitted:
    """Fit the model of `fitted_probabilities` without writing the whole matrix down."""
    left_rows, left_columns = np.arange(len(rows)), np.arange(len(columns))
    r, c = rows.astype(np.int64).copy(), columns.astype(np.int64).copy()
    row_turn, column_turn = np.full(len(rows), _NEVER), np.full(len(columns), _NEVER)
    row_values, column_values = np.zeros(len(rows)), np.zeros(len(columns))
    x, y = np.zeros(len(rows)), np.zeros(len(columns))
    turn = 0
    while len(left_rows) and len(left_columns):
        full_r, full_c = r[left_rows] == len(left_columns), c[left_columns] == len(left_rows)
        empty_r, empty_c = r[left_rows] == 0, c[left_columns] == 0
        if full_r.any():
            row_turn[left_rows[full_r]], row_values[left_rows[full_r]] = turn, 1
            c[left_columns] -= int(full_r.sum())
            left_rows = left_rows[~full_r]
        elif full_c.any():
            column_turn[left_columns[full_c]], column_values[left_columns[full_c]] = turn, 1
            r[left_rows] -= int(full_c.sum())
            left_columns = left_columns[~full_c]
        elif empty_r.any() or empty_c.any():
            row_turn[left_rows[empty_r]], column_turn[left_columns[empty_c]] = turn, turn
            left_rows, left_columns = left_rows[~empty_r], left_columns[~empty_c]
        else:
            x[left_rows], y[left_columns] = _fit(r[left_rows], c[left_columns])
            break
        turn += 1
    return Fitted(x, y, row_turn, column_turn, row_values, column_values)


def fitted_probabilities(rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Floats:
    """Probability of each cell of a two-mode matrix whose expected row and column sums are the given ones.

    Bipartite configuration model: P[a, k] = x[a] y[k] / (1 + x[a] y[k]), x and y fitted to both degree lists.
    Rows and columns that are empty or full are set to 0 or 1 and taken out before the fit.

    Parameters
    ----------
    rows, columns
        Observed sums, integers; both add up to the number of ones.

    Returns
    -------
    Array of shape (len(rows), len(columns)), each value in [0, 1].

    References
    ----------
    Neal, Domagalski & Sagan (2021), doi:10.1038/s41598-021-03238-3. Convention: as in ``backbone::sdsm``.
    """
    return fitted(rows, columns).columns(np.arange(len(columns)))


def _fit(rows: NDArray[np.int64], columns: NDArray[np.int64]) -> tuple[Floats, Floats]:
    # equal sums get equal weights, so the system is solved once for each distinct sum
    r, r_at, r_n = np.unique(rows, return_inverse=True, return_counts=True)
    c, c_at, c_n = np.unique(columns, return_inverse=True, return_counts=True)
    total = float(rows.sum())
    x, y = r / np.sqrt(total), c / np.sqrt(total)
    for _ in range(_ROUNDS):
        x_new = r / (c_n * y / (1 + np.outer(x, y))).sum(axis=1)
        y_new = c / ((r_n * x_new)[:, None] / (1 + np.outer(x_new, y))).sum(axis=0)
        change = max(np.abs(x_new - x).max() / x_new.max(), np.abs(y_new - y).max() / y_new.max())
        x, y = x_new, y_new
        if change < _TOLERANCE:
            break
    return x[r_at], y[c_at]


def shared_by_chance(probabilities: Floats, pairs: NDArray[np.int64]) -> Floats:
    """Probability that each row lies in both columns of each pair: array (rows, pairs)."""
    return np.asarray(probabilities[:, pairs[:, 0]] * probabilities[:, pairs[:, 1]])


def tails(chances: Floats, observed: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Exact tails of sums of independent coin tosses: P(X <= observed) and P(X >= observed) for each column.

    Parameters
    ----------
    chances
        Chance of each toss (rows) for each sum (columns).
    observed
        Observed sum of each column.

    Notes
    -----
    Equal tosses (actors in equally many groups) are one binomial; the Poisson-binomial sum is the convolution of these
    binomials. Before that all odds are multiplied by one factor that moves the mean to the observed sum (exponential
    tilting; taken back exactly afterwards), so that only sums near the observed one matter, and a tail of 1e-200 is as
    precise as one of 0.2. Relative error below 1e-10; only mass below 1e-18 of the moved distribution is left out.

    References
    ----------
    Hong (2013), doi:10.1016/j.csda.2012.10.006, for the distribution; Esscher (1932), doi:10.1080/03461238.1932.10405883,
    for the tilting.
    """
    rows = sorted(Counter(row.tobytes() for row in chances).items())  # np.unique over rows takes ten times as long
    kinds = np.frombuffer(b"".join(row for row, _ in rows)).reshape(len(rows), chances.shape[1])
    times = np.array([count for _, count in rows], dtype=np.int64)
    sure = (times[:, None] * (kinds == 1)).sum(axis=0)
    open_ = (kinds > 0) & (kinds < 1)
    most = (times[:, None] * open_).sum(axis=0)
    with np.errstate(divide="ignore"):
        logit = np.where(open_, np.log(kinds) - np.log1p(-kinds), 0.0)
    left = observed - sure
    moved = _moves(logit, times[:, None] * open_, left)
    result = np.empty((2, len(observed)))
    for j, (k, n) in enumerate(zip(left.tolist(), most.tolist(), strict=True)):
        if k < 0:
            result[:, j] = 0, 1
        elif k > n:
            result[:, j] = 1, 0
        else:
            use = open_[:, j]
            result[:, j] = _tails_of(kinds[use, j], times[use], k, float(moved[j]))
    return result[0], result[1]


def _moves(logit: Floats, times: NDArray[np.int64], wanted: NDArray[np.int64]) -> Floats:
    """Logarithm of the factor on the odds of each column that brings its mean to the wanted sum, by halving."""
    low, high = np.full(len(wanted), -_FURTHEST), np.full(len(wanted), _FURTHEST)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        under = (times * expit(logit + middle)).sum(axis=0) < wanted
        low, high = np.where(under, middle, low), np.where(under, high, middle)
    return np.asarray((low + high) / 2)


def _tails_of(chances: Floats, times: NDArray[np.int64], k: int, move: float) -> tuple[float, float]:
    """Both tails at *k* of a sum of binomials, by way of the moved ones."""
    mass, first = np.ones(1), 0
    back = 0.0  # logarithm of what the moving multiplied everything by
    for chance, n in zip(chances.tolist(), times.tolist(), strict=True):
        q = float(expit(np.log(chance) - np.log1p(-chance) + move))
        back += n * float(np.log1p(chance * np.expm1(move)))
        sums, part = _binomial(n, q)
        mass, first = np.convolve(mass, part), first + sums
    at = np.arange(first, first + len(mass)) - k
    near = at <= 0 if move < 0 else at >= 0
    scale = float(np.exp(back - move * k))
    tail = scale * float((mass[near] * np.exp(-move * at[near])).sum())
    here = scale * float(mass[at == 0].sum())
    tail, other = min(tail, 1.0), min(max(1 - tail + here, 0.0), 1.0)
    return (tail, other) if move < 0 else (other, tail)


def _binomial(n: int, q: float) -> tuple[int, Floats]:
    """Probabilities of a binomial around its mean, and the sum they begin at."""
    around = _DEVIATIONS * np.sqrt(n * q * (1 - q)) + _DEVIATIONS * 4
    first, last = max(0, int(n * q - around)), min(n, int(n * q + around) + 1)
    x = np.arange(first, last + 1)
    logs = gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1) + xlogy(x, q) + xlog1py(n - x, -q)
    return first, np.asarray(np.exp(logs))


def holm(p: Floats, of: int | None = None) -> Floats:
    """P values corrected for looking at all of them (Holm 1979): never smaller than the raw ones, at most 1.

    *of* is the number of all that were looked at, where only the most striking were worked out; the others count as 1.
    """
    looked_at = len(p) if of is None else of
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * np.arange(looked_at, looked_at - len(p), -1))
    corrected = np.empty_like(p)
    corrected[order] = np.minimum(stepped, 1)
    return corrected
