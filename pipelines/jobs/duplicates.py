"""An article's text is filed or cleaned again, and its cluster follows.

Rule 1: in the transaction that writes the text: a run that is killed leaves no article behind
    whose cluster is that of another text.
Rule 2: one indexed look-up an article and at most `MOST_COMPARED` comparisons of whole texts.
Rule 3: a translation is no copy; variants of a language (en-GB, en-US) may be.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from pipelines.identity.credit import agency_sites
from pipelines.identity.lead import lead
from pipelines.identity.near import SHARE, SHARE_WITHIN_A_SITE, Signature, likeness, signature
from pipelines.store import clusters
from pipelines.store.clusters import Copy

# A copy is among the first few: a text that shares less than its neighbours is rarely one.
MOST_COMPARED = 8


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


def _follow(connection: Connection, copy: Copy) -> None:
    signed = signature(copy.text)
    if clusters.signed_as(connection, copy.article_id) != frozenset(signed.fingerprints):
        clusters.sign(connection, copy.article_id, signed.fingerprints)
        _regroup(connection, copy, list(_matches(connection, copy, signed)))
    elif copy.cluster_id is not None:
        _choose_lead(connection, copy.cluster_id)  # its date may have changed


def _matches(connection: Connection, copy: Copy, signed: Signature) -> Iterator[_Match]:
    """Articles that the text is a copy of, one at most of each cluster."""
    near = clusters.sharing(connection, signed.fingerprints, copy.article_id)[: 2 * MOST_COMPARED]
    found = clusters.copies(connection, near)
    seen: set[int] = set()
    compared = 0
    for other in (found[number] for number in near if number in found):
        if compared == MOST_COMPARED or other.cluster_id in seen:
            continue
        compared += 1
        similarity = _likeness(copy, signed, other)
        if similarity is not None:
            if other.cluster_id is not None:
                seen.add(other.cluster_id)
            yield _Match(other, similarity)


def _likeness(copy: Copy, signed: Signature, other: Copy) -> float | None:
    if not _may_agree(copy.language, other.language):
        return None
    least = SHARE_WITHIN_A_SITE if copy.site == other.site else SHARE
    return likeness(signed, signature(other.text), least=least)


def _may_agree(one: str, other: str) -> bool:
    """Whether both are in one language, or nobody said in which."""
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
