"""An article's text is filed or cleaned again, and its cluster follows.

Rule 1: in the transaction that writes the text: a run that is killed leaves no article behind
    whose cluster is that of another text.
Rule 2: one indexed look-up an article, and a bounded number of comparisons of whole texts.
Rule 3: a translation is no copy, though it quotes the original; a page that declares the wrong
    language may be one.
Rule 4: a member that goes, by whatever hand, takes nothing along: `mend` sees to the rest.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, Engine

from pipelines.identity.credit import agency_sites
from pipelines.identity.lead import lead
from pipelines.identity.near import SHARE, SHARE_WITHIN_A_SITE, Signature, likeness, signature
from pipelines.store import clusters
from pipelines.store.clusters import Copy
from pipelines.store.engine import reading, writing

# A copy is among the first few: a text that shares less than its neighbours is rarely one.
MOST_COMPARED = 8
# Of its own cluster so many more: it stays while it is a copy of one of them.
MOST_MATES = 4

# Templates declare a language that their pages are not written in. A translation, which quotes
# a paragraph at most, shares less of it.
_ACROSS_LANGUAGES = 0.8


@dataclass(frozen=True, slots=True)
class _Match:
    copy: Copy
    similarity: float


def follow(connection: Connection, article_ids: Sequence[int]) -> None:
    """Give each of these articles the cluster of its present text, or none."""
    for number in article_ids:
        # Read one by one: those before it may have changed its cluster.
        for copy in clusters.copies(connection, [number]).values():
            _follow(connection, copy)


def join_new(connection: Connection, copy: Copy) -> None:
    """Give an article that has just been filed the cluster of its text, or none."""
    signed = signature(copy.text)
    clusters.put_fingerprints(connection, copy.article_id, signed.fingerprints)
    _regroup(connection, copy, list(_matches(connection, copy, signed)))


def mend(engine: Engine) -> None:
    """Give clusters that lost a member a lead again; one that has a single member left ends."""
    with reading(engine) as connection:
        broken = clusters.leaderless(connection)
    for cluster_id in broken:
        with writing(engine) as connection:
            clusters.dissolve(connection, cluster_id)
            _choose_lead(connection, cluster_id)


def _follow(connection: Connection, copy: Copy) -> None:
    signed = signature(copy.text)
    is_signed = clusters.signed_as(connection, copy.article_id) == frozenset(signed.fingerprints)
    if not is_signed:
        clusters.sign(connection, copy.article_id, signed.fingerprints)
    if not is_signed or copy.cluster_id is not None:  # its date or its credit may have changed
        _regroup(connection, copy, list(_matches(connection, copy, signed)))


def _matches(connection: Connection, copy: Copy, signed: Signature) -> Iterator[_Match]:
    """Articles that the text is a copy of, one at most of each cluster."""
    near = clusters.sharing(connection, signed.fingerprints, copy.article_id)[: 2 * MOST_COMPARED]
    mates = clusters.mates(connection, copy.article_id, MOST_MATES)
    found = clusters.copies(connection, {*near, *mates})
    seen: set[int] = set()
    for others, most in ((near, MOST_COMPARED), (mates, MOST_MATES)):
        some = (found[number] for number in others if number in found)
        yield from _alike(copy, signed, some, seen, most)


def _alike(
    copy: Copy, signed: Signature, others: Iterable[Copy], seen: set[int], most: int
) -> Iterator[_Match]:
    """seen: clusters that are matched already; they are added to, and cost no comparison."""
    unseen = (other for other in others if other.cluster_id not in seen)
    for other in islice(unseen, most):
        similarity = _likeness(copy, signed, other)
        if similarity is None:
            continue
        if other.cluster_id is not None:
            seen.add(other.cluster_id)
        yield _Match(other, similarity)


def _likeness(copy: Copy, signed: Signature, other: Copy) -> float | None:
    least = max(
        SHARE,
        SHARE_WITHIN_A_SITE if copy.site == other.site else 0,
        0 if _may_agree(copy.language, other.language) else _ACROSS_LANGUAGES,
    )
    return likeness(signed, signature(other.text), least=least)


def _may_agree(one: str, other: str) -> bool:
    """Whether both are in one language, in whichever variants, or nobody said in which."""
    tongues = {tag.partition("-")[0].lower() for tag in (one, other)}
    return len(tongues) == 1 or "" in tongues


def _regroup(connection: Connection, copy: Copy, matches: Sequence[_Match]) -> None:
    known = sorted({one.copy.cluster_id for one in matches if one.copy.cluster_id is not None})
    if copy.cluster_id is not None and copy.cluster_id not in known:
        clusters.leave(connection, copy.article_id)
        _choose_lead(connection, copy.cluster_id)
    if not matches:
        return
    target = known[0] if known else clusters.begin(connection, copy.article_id, copy.fetched_at)
    clusters.merge(connection, target, known[1:])
    best = max(one.similarity for one in matches)
    _join(connection, target, copy, best)
    for match in matches:
        if match.copy.cluster_id is None:
            _join(connection, target, match.copy, match.similarity)
    _choose_lead(connection, target)


def _join(connection: Connection, cluster_id: int, copy: Copy, similarity: float) -> None:
    agencies = agency_sites(copy.text, clusters.authors(connection, copy.article_id))
    clusters.join(connection, cluster_id, copy.article_id, similarity, agencies)


def _choose_lead(connection: Connection, cluster_id: int) -> None:
    members = clusters.members(connection, cluster_id)
    if members:
        clusters.set_lead(connection, cluster_id, lead(members).article_id)
