"""How ties fall inside and between groups: mixing, E-I index, modularity, participation; each group may be a share."""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def one_hot(labels: Ints, groups: int) -> Floats:
    """Shares of nodes that belong to one group each: array (nodes, groups), a single 1 in each row."""
    shares = np.zeros((len(labels), groups))
    shares[np.arange(len(labels)), labels] = 1
    return shares


def ties_between(adjacency: sp.csr_array, shares: Floats, *, directed: bool = False) -> Floats:
    """Ties inside and between groups: array (groups, groups).

    Parameters
    ----------
    adjacency
        Nodes × nodes, nothing on the diagonal; symmetric unless *directed*.
    shares
        Nodes × groups: how much of each node belongs to each group. A tie counts share × share in each cell, so
        that a tie between nodes with whole rows of shares counts 1 in all.
    directed
        Rows are senders. Otherwise each tie counts once: symmetric, ties inside a group on the diagonal.

    References
    ----------
    Newman (2003), doi:10.1103/PhysRevE.67.026126. NetworkX counts ties inside a group twice; here they count once.
    """
    counts = np.asarray(shares.T @ (adjacency @ shares))
    if not directed:
        counts[np.diag_indices_from(counts)] /= 2
    return counts


def possible_pairs(shares: Floats, *, directed: bool = False) -> Floats:
    """Pairs of nodes that could be tied inside and between groups: array (groups, groups), counted as in `ties_between`.

    For whole groups: n(g) n(h) between two groups and n(g)(n(g) − 1)/2 inside one (without the half if *directed*).
    """
    sizes = shares.sum(axis=0)
    pairs = np.asarray(np.outer(sizes, sizes) - shares.T @ shares)
    if not directed:
        pairs[np.diag_indices_from(pairs)] /= 2
    return pairs


def ei_index(counts: Floats, *, directed: bool = False) -> float | None:
    """E-I index of the whole network: (external − internal) / (external + internal); None without ties.

    From −1 (all ties inside groups) to 1 (all between groups). Zero is not neutral: compare with `ei_expected`.

    References
    ----------
    Krackhardt & Stern (1988), doi:10.2307/2786835.
    """
    inside = float(np.trace(counts))
    whole = float(counts.sum()) if directed else float(np.triu(counts).sum())
    return (whole - 2 * inside) / whole if whole else None


def ei_by_group(counts: Floats) -> Floats:
    """E-I index of each group from symmetric *counts*: ties with other groups against ties inside; NaN without ties."""
    inside = np.diag(counts)
    outside = counts.sum(axis=1) - inside
    whole = inside + outside
    index: Floats = np.divide(outside - inside, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return index


def ei_by_node(adjacency: sp.csr_array, shares: Floats) -> Floats:
    """E-I index of each node over its contacts in either direction; NaN for a node without any.

    A contact counts as inside by the sum over groups of share × share.
    """
    contacts = _either_way(adjacency)
    inside = (np.asarray(contacts @ shares) * shares).sum(axis=1)
    whole = contacts.sum(axis=1)
    index: Floats = np.divide(whole - 2 * inside, whole, out=np.full(len(whole), np.nan), where=whole > 0)
    return index


def ei_expected(shares: Floats) -> float | None:
    """Exact mean of the E-I index when the rows of *shares* are shuffled over the nodes; None below two nodes.

    Each tie is then as likely to join any pair of nodes, so the mean is (Epot − Ipot) / (Epot + Ipot), with the
    possible pairs between and inside groups. It depends on the sizes of the groups only.

    References
    ----------
    Everett & Borgatti (2012), doi:10.1016/j.socnet.2012.08.001.
    """
    pairs = possible_pairs(shares)
    whole = float(np.triu(pairs).sum())
    return (whole - 2 * float(np.trace(pairs))) / whole if whole else None


def ei_rescaled(counts: Floats, pairs: Floats) -> float | None:
    """E-I index of undirected *counts*, −1 at the least and 1 at the most it could be with so many ties; None if fixed.

    At the least, as many ties as there are pairs inside groups lie inside; at the most, as many between groups.
    """
    index = ei_index(counts)
    ties, inside = float(np.triu(counts).sum()), float(np.trace(pairs))
    between = float(np.triu(pairs).sum()) - inside
    if index is None:
        return None
    least = (ties - 2 * min(ties, inside)) / ties
    most = (2 * min(ties, between) - ties) / ties
    return 2 * (index - least) / (most - least) - 1 if most > least else None


def shuffled(adjacency: sp.csr_array, shares: Floats, draws: int, seed: int) -> tuple[Floats, Floats]:
    """Ties inside each group, and ends of ties in each group, after shuffling the rows of *shares* over the nodes.

    Parameters
    ----------
    adjacency
        Symmetric, nothing on the diagonal.
    draws, seed
        Number of shuffles and where the draw begins.

    Returns
    -------
    Two arrays (draws, groups): ties inside (each once), and sum of degrees by share (a tie inside counts twice).

    Notes
    -----
    Nodes with the same row of shares are alike, so a draw only counts ties by pairs of kinds of rows.
    """
    kinds, kind_of = np.unique(shares, axis=0, return_inverse=True)
    kind_of = kind_of.reshape(-1)
    upper = sp.triu(adjacency, k=1).tocoo()
    tails, heads, weights = upper.row, upper.col, upper.data
    degree = adjacency.sum(axis=1)
    width = len(kinds)
    draw = np.random.default_rng(seed)
    inside, ends = np.zeros((draws, shares.shape[1])), np.zeros((draws, shares.shape[1]))
    for i in range(draws):
        now = draw.permutation(kind_of)
        between = np.bincount(now[tails] * width + now[heads], weights=weights, minlength=width * width)
        inside[i] = ((between.reshape(width, width) @ kinds) * kinds).sum(axis=0)
        ends[i] = np.bincount(now, weights=degree, minlength=width) @ kinds
    return inside, ends


def at_most(observed: float, drawn: Floats) -> float:
    """Share of draws at or below the observed value, the observed one among them: never 0.

    Differences below one billionth count as equal, so that rounding decides nothing.
    """
    return float((1 + np.count_nonzero(drawn <= observed + 1e-9)) / (1 + len(drawn)))


def assortativity(counts: Floats, *, directed: bool = False) -> float | None:
    """Assortativity by group: (trace(e) − Σ a b) / (1 − Σ a b), e the shares of ties; None where it is not defined.

    References
    ----------
    Newman (2003), doi:10.1103/PhysRevE.67.026126.
    """
    both = counts if directed else counts + np.diag(np.diag(counts))
    whole = float(both.sum())
    if not whole:
        return None
    share = both / whole
    chance = float((share.sum(axis=1) * share.sum(axis=0)).sum())
    return (float(np.trace(share)) - chance) / (1 - chance) if chance < 1 else None


def modularity(adjacency: sp.csr_array, labels: Ints, *, directed: bool = False) -> float | None:
    """Modularity of given groups: share of ties inside minus what degrees alone would give; None without ties.

    Values of *adjacency* are weights; give ones for the binary form. There may be as many groups as nodes.

    References
    ----------
    Newman & Girvan (2004), doi:10.1103/PhysRevE.69.026113; directed: Leicht & Newman (2008),
    doi:10.1103/PhysRevLett.100.118703.
    """
    ties = adjacency.tocoo()
    whole = float(ties.data.sum())
    if not whole:
        return None
    inside = float(ties.data[labels[ties.row] == labels[ties.col]].sum())
    groups = int(labels.max()) + 1
    out = np.bincount(labels[ties.row], weights=ties.data, minlength=groups) / whole
    into = np.bincount(labels[ties.col], weights=ties.data, minlength=groups) / whole if directed else out
    return inside / whole - float((out * into).sum())


def participation(adjacency: sp.csr_array, labels: Ints) -> Floats:
    """Spread of each node's ties over groups: 1 − Σ (ties to group / all ties)²; 0 for a node without ties.

    Directed: ties going out; give the transpose for those coming in.

    References
    ----------
    Guimerà & Amaral (2005), doi:10.1038/nature03288.
    """
    to_group = np.asarray(adjacency @ one_hot(labels, int(labels.max(initial=-1)) + 1))
    whole = to_group.sum(axis=1)
    parts = np.divide(to_group, whole[:, None], out=np.zeros_like(to_group), where=whole[:, None] > 0)
    return np.where(whole > 0, 1 - (parts**2).sum(axis=1), 0)


def within_module_z(adjacency: sp.csr_array, labels: Ints) -> Floats:
    """How far each node's ties inside its group exceed the group's mean, in standard deviations.

    Convention: population standard deviation; 0 where all of a group are alike.

    References
    ----------
    Guimerà & Amaral (2005), doi:10.1038/nature03288.
    """
    shares = one_hot(labels, int(labels.max(initial=-1)) + 1)
    own = (np.asarray(adjacency @ shares) * shares).sum(axis=1)
    size = np.maximum(shares.sum(axis=0), 1)
    mean = (own @ shares) / size
    spread = np.sqrt(((own - mean[labels]) ** 2 @ shares) / size)[labels]
    z: Floats = np.divide(own - mean[labels], spread, out=np.zeros(len(own)), where=spread > 0)
    return z


def _either_way(adjacency: sp.csr_array) -> sp.csr_array:
    both = sp.csr_array(adjacency + adjacency.T)
    both.data = np.ones(len(both.data))
    return both
