"""The table of the generated sites: every template in every markup, over several seeds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.stripping.reading import MARKUPS, readings
from benchmarks.stripping.scores import NO_RULES, Score, score, total
from benchmarks.stripping.sites import LANGUAGES, TEMPLATES, WORDINGS, sheets
from pipelines.model import SiteRules

# The learner may be tuned on the first; the others tell whether it was tuned too closely.
SEEDS = (4, 104, 204, 304)
STEPS = (5, 10, 20, 40)
# The goals after the last step.
MOST_LEAKED, MOST_LOST_PER_10000 = 0, 1.0

Key = tuple[int, str, int, str]
"""Seed, markup, pages a site, and whether the site file has its one line: `bare` or `line`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One row of the goals table."""

    name: str
    figure: float
    most: float

    @property
    def is_met(self) -> bool:
        """Whether the figure is at most the goal."""
        return self.figure <= self.most


def measured(
    seeds: Sequence[int], templates: Sequence[str], steps: Sequence[int]
) -> Mapping[Key, Score]:
    """The scores of every seed and markup after so many pages of each site."""
    parts: dict[Key, list[Score]] = {}
    for seed in seeds:
        for template in templates:
            for key, one in _site(seed, template, steps):
                parts.setdefault(key, []).append(one)
    return {key: total(scores) for key, scores in parts.items()}


def _site(seed: int, template: str, steps: Sequence[int]) -> Iterator[tuple[Key, Score]]:
    pages = sheets(template, seed, max(steps))
    rules = one_line(template)
    for markup in MARKUPS:
        read = readings(pages, markup)
        for step in steps:
            yield (seed, markup, step, "bare"), score(read[:step], markup, NO_RULES)
        yield (seed, markup, max(steps), "line"), score(read, markup, rules)


def one_line(template: str) -> SiteRules:
    """The one line that a person who looks at the site would write into its file.

    A disclaimer to keep; else an invented box's last line to drop; else a subhead to keep.
    """
    table = TEMPLATES[template]
    wording = WORDINGS[table["language"]]
    if "disclaimer" in table["recurs"]:
        return SiteRules(keep=(str(wording["disclaimer"]),))
    for kind in table["boxes"]:
        if kind in wording and "{" not in wording[kind][-1]:
            return SiteRules(drop=(wording[kind][-1],))
    return SiteRules(keep=(LANGUAGES[table["language"]].prose.subheads[0],))


def goals(scores: Mapping[Key, Score]) -> list[Goal]:
    """After the last step: a row for leaks and one for losses, by seed, markup and site file."""
    last = max(step for _, _, step, _ in scores)
    rows: list[Goal] = []
    for (seed, markup, step, rules), one in scores.items():
        if step == last:
            name = f"seed {seed}, {markup}, {rules}"
            lost = one.lost_per_10000
            rows.append(Goal(name=f"{name}: leaked", figure=one.count("leaked"), most=MOST_LEAKED))
            rows.append(Goal(name=f"{name}: lost/10,000", figure=lost, most=MOST_LOST_PER_10000))
    return rows
