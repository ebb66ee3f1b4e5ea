"""How many members two groups would share by their sizes alone: the stochastic degree sequence model, exactly."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_TOLERANCE = 1e-12
_ROUNDS = 10_000


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
    result = np.zeros((len(rows), len(columns)))
    left_rows, left_columns = np.arange(len(rows)), np.arange(len(columns))
    r, c = rows.astype(np.int64).copy(), columns.astype(np.int64).copy()
    while True:
        full_r, full_c = r[left_rows] == len(left_columns), c[left_columns] == len(left_rows)
        empty_r, empty_c = r[left_rows] == 0, c[left_columns] == 0
        if not len(left_rows) or not len(left_columns):
            return result
        if (full_r & ~empty_r).any():
            chosen = left_rows[full_r]
            result[np.ix_(chosen, left_columns)] = 1
            c[left_columns] -= len(chosen)
            left_rows = left_rows[~full_r]
        elif (full_c & ~empty_c).any():
            chosen = left_columns[full_c]
            result[np.ix_(left_rows, chosen)] = 1
            r[left_rows] -= len(chosen)
            left_columns = left_columns[~full_c]
        elif empty_r.any() or empty_c.any():
            left_rows, left_columns = left_rows[~empty_r], left_columns[~empty_c]
        else:
            break
    result[np.ix_(left_rows, left_columns)] = _fit(r[left_rows], c[left_columns])
    return result


def _fit(rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Floats:
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
    odds = np.outer(x[r_at], y[c_at])
    return np.asarray(odds / (1 + odds))


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
    The Poisson-binomial distribution is built toss by toss, for all columns together and only up to the largest
    observed sum: rows × columns × (largest + 1) multiplications, no approximation.
    """
    width = int(observed.max(initial=0)) + 1
    mass = np.zeros((width, chances.shape[1]))
    mass[0] = 1
    for toss in chances[(chances > 0).any(axis=1)]:
        mass[1:] = mass[1:] * (1 - toss) + mass[:-1] * toss
        mass[0] *= 1 - toss
    upto = np.vstack([np.zeros(mass.shape[1]), np.cumsum(mass, axis=0)])
    column = np.arange(len(observed))
    lower = np.clip(upto[observed + 1, column], 0, 1)
    upper = np.clip(1 - upto[observed, column], 0, 1)
    return lower, upper


def holm(p: Floats) -> Floats:
    """P values corrected for looking at all of them (Holm 1979): never smaller than the raw ones, at most 1."""
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    corrected = np.empty_like(p)
    corrected[order] = np.minimum(stepped, 1)
    return corrected
