"""How right the clusters are: pairs, and each kind of copy and look-alike for itself."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from benchmarks.duplicates.desk import file, prepared
from benchmarks.duplicates.world import COPIES, FIRST, Entry
from pipelines.jobs.duplicates import follow
from pipelines.store.engine import reading, writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of entry. found: copies in their original's cluster; wrong: look-alikes that are
    in a cluster with an entry of another story."""

    entries: int
    found: int
    wrong: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Over pairs of articles: are they in one cluster, are they of one story?"""

    true_pairs: int
    found_pairs: int
    right_pairs: int
    kinds: Mapping[str, Kind]

    @property
    def precision(self) -> float:
        """Of the pairs in one cluster, the share that is of one story."""
        return self.right_pairs / self.found_pairs if self.found_pairs else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs of one story, the share that is in one cluster."""
        return self.right_pairs / self.true_pairs if self.true_pairs else 1.0


def clustered(entries: Sequence[Entry]) -> tuple[int | None, ...]:
    """The cluster of each entry after all were filed, one after the other."""
    with TemporaryDirectory() as folder:
        engine = prepared(Path(folder) / "duplicates.db", (one.site for one in entries))
        with writing(engine) as connection:
            numbers = []
            for at, one in enumerate(entries):
                numbers.append(file(connection, at, one.site, one.language, one.text))
                follow(connection, numbers[-1:])
        with reading(engine) as connection:
            rows = connection.execute(text("SELECT id, cluster_id FROM articles"))
            found = {row.id: row.cluster_id for row in rows}
        engine.dispose()
    return tuple(found[number] for number in numbers)


def scores(entries: Sequence[Entry], clusters: Sequence[int | None]) -> Scores:
    """Compare the clusters with the entries' stories."""
    filed = [pair for pair in zip(entries, clusters, strict=True) if pair[1] is not None]
    return Scores(
        true_pairs=_pairs(entry.story for entry in entries),
        found_pairs=_pairs(cluster for _, cluster in filed),
        right_pairs=_pairs((entry.story, cluster) for entry, cluster in filed),
        kinds=_kinds(entries, clusters),
    )


def _pairs(groups: Iterable[object]) -> int:
    return sum(comb(count, 2) for count in Counter(groups).values())


def _kinds(entries: Sequence[Entry], clusters: Sequence[int | None]) -> dict[str, Kind]:
    homes = {
        entry.story: cluster
        for entry, cluster in zip(entries, clusters, strict=True)
        if entry.kind in FIRST
    }
    stories: dict[int | None, set[str]] = defaultdict(set)
    for entry, cluster in zip(entries, clusters, strict=True):
        stories[cluster].add(entry.story)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for entry, cluster in zip(entries, clusters, strict=True):
        joined = cluster is not None
        counts[entry.kind]["entries"] += 1
        counts[entry.kind]["found"] += joined and homes.get(entry.story) == cluster
        counts[entry.kind]["wrong"] += joined and len(stories[cluster]) > 1
    order = [*COPIES, *sorted(set(counts) - set(COPIES))]
    return {
        name: Kind(**{key: counts[name][key] for key in ("entries", "found", "wrong")})
        for name in order
        if name in counts
    }
