"""Every chosen system over the chosen pages: the scores, and which systems could not be asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.extraction import ours, unseen
from benchmarks.extraction.answers import Answer
from benchmarks.extraction.goals import REFERENCE
from benchmarks.extraction.ours import Extracted
from benchmarks.extraction.pages import KnownPage
from benchmarks.extraction.peers import PEERS, installed
from benchmarks.extraction.run import answered, extracted
from benchmarks.extraction.scores import PageScore, Summary, scored, summary

ALONE, SITE = "copydesk", "copydesk + site"
OURS = (ALONE, SITE)
SYSTEMS = (*OURS, *PEERS)

Scores = Mapping[str, Sequence[PageScore]]
"""A system's scores by set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """scores: by system; missing: why a system has none."""

    scores: Mapping[str, Scores]
    missing: Mapping[str, str]

    def summaries(self, dataset: str) -> Mapping[str, Summary]:
        """A row for each system, for one set."""
        return {name: summary(sets[dataset]) for name, sets in self.scores.items()}


def results(
    pages: Sequence[KnownPage], systems: Sequence[str], *, shipped: bool, fresh: bool
) -> Results:
    """Ours beside the others.

    shipped: ours with the trees that are shipped, which have learned from these very pages;
    else with trees that have not seen a page's site. fresh: others are asked and timed anew, as
    the reference always is beside ours.
    """
    scores: dict[str, Scores] = {}
    missing: dict[str, str] = {}
    if set(systems) & set(OURS):
        try:
            folds = None if shipped else unseen.prepared()
            scores |= our_scores(extracted(pages, folds))
        except ImportError as error:
            missing |= dict.fromkeys(OURS, f"{error}: install the dependency group `train`")
    for name in (name for name in systems if name in PEERS):
        package_version = installed(PEERS[name])
        if package_version is None:
            missing[name] = "not installed: install the dependency group `benchmark`"
        else:
            # Times are compared within one run alone: the machine was another an hour ago.
            anew = fresh or (name == REFERENCE and ALONE in scores)
            scores[name] = _by_set(pages, answered(name, package_version, pages, anew))
    chosen = {name: found for name, found in scores.items() if name in systems}
    return Results(scores=chosen, missing={n: why for n, why in missing.items() if n in systems})


def our_scores(read: Sequence[Extracted]) -> dict[str, Scores]:
    """Each page by itself, and with what the pages of its group repeat."""
    pages = [one.known for one in read]
    return {
        ALONE: _by_set(pages, map(ours.alone, read)),
        SITE: _by_set(pages, ours.with_sites(read)),
    }


def _by_set(pages: Sequence[KnownPage], answers: Iterable[Answer]) -> Scores:
    known = {page.id: page for page in pages}
    found: dict[str, list[PageScore]] = {page.dataset: [] for page in pages}
    for answer in answers:
        page = known[answer.page]
        found[page.dataset].append(scored(page, answer))
    return found
