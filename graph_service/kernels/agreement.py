"""How far two divisions of the same things agree beyond what their sizes alone would give."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

Ints = NDArray[np.int64]


def adjusted_mutual_information(first: Ints, second: Ints) -> float | None:
    """Agreement of two divisions: 1 if they are the same, about 0 if they agree as by chance; None below two things.

    (MI − E[MI]) / (mean(H1, H2) − E[MI]), arithmetic mean, expectation exact over all divisions with the same
    sizes of groups. Two divisions into one group, or into single things, agree fully: 1.

    Parameters
    ----------
    first, second
        Group of each thing; any integers.

    References
    ----------
    Vinh, Epps & Bailey (2010), J. Mach. Learn. Res. 11:2837–2854. Convention: ``average_method="arithmetic"`` of
    scikit-learn.
    """
    n = len(first)
    if n < 2:  # noqa: PLR2004 - one thing cannot be divided
        return None
    _, one = np.unique(first, return_inverse=True)
    _, two = np.unique(second, return_inverse=True)
    rows, columns = np.bincount(one), np.bincount(two)
    if len(rows) == len(columns) and len(rows) in (1, n):
        return 1.0
    cells = np.unique(one * len(columns) + two, return_counts=True)
    at, count = cells
    share = count / n
    mutual = float((share * np.log(n * count / (rows[at // len(columns)] * columns[at % len(columns)]))).sum())
    mean = (_entropy(rows) + _entropy(columns)) / 2
    expected = _expected(rows, columns)
    spread = mean - expected
    return (mutual - expected) / spread if abs(spread) > np.finfo(np.float64).eps else 0.0


def _entropy(sizes: Ints) -> float:
    share = sizes / sizes.sum()
    return float(-(share * np.log(share)).sum())


def _expected(rows: Ints, columns: Ints) -> float:
    # equal sizes give equal terms, so each pair of sizes is worked out once
    n = int(rows.sum())
    a, a_n = np.unique(rows, return_counts=True)
    b, b_n = np.unique(columns, return_counts=True)
    total = 0.0
    for size, often in zip(a.tolist(), a_n.tolist(), strict=True):
        for other, also in zip(b.tolist(), b_n.tolist(), strict=True):
            both = np.arange(max(1, size + other - n), min(size, other) + 1, dtype=np.float64)
            chance = np.exp(
                gammaln(size + 1) + gammaln(other + 1) + gammaln(n - size + 1) + gammaln(n - other + 1)
                - gammaln(n + 1) - gammaln(both + 1) - gammaln(size - both + 1) - gammaln(other - both + 1)
                - gammaln(n - size - other + both + 1)
            )  # fmt: skip
            total += often * also * float((both / n * np.log(n * both / (size * other)) * chance).sum())
    return total
