"""Whether two counts differ by more than chance: the exact binomial test, given their sum."""

import math
from fractions import Fraction


def chance_of_difference(first: int, second: int) -> float:
    """Two-sided exact p: how often a fair coin splits ``first + second`` at least as unevenly.

    Twice the smaller tail of Binomial(n, 1/2), at most 1; 1 for no counts at all. Compares two periods of equal length
    given how much there was in both (Przyborowski and Wilenski 1940, doi:10.1093/biomet/31.3-4.313).

    >>> chance_of_difference(9, 1)
    0.021484375
    """
    n, low = first + second, min(first, second)
    tail = sum(math.comb(n, k) for k in range(low + 1))
    return min(1.0, float(Fraction(2 * tail, 1 << n)))
