"""Real pages three times over: the raw body, stricken without learning, and with it.

Rule 1: one reading of a page serves all three; nothing but the strikes differs.
Rule 2: `raw` is the extractor's body before any strike. `plain` is what `copydesk extract` gives:
    phrases, structure and slots apply, nothing is learned and no other page's headline is known.
    `learned` is what `copydesk extract --learn` gives for the pages of a group.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.extraction.lines import lost
from benchmarks.extraction.ours import (
    NO_RULES,
    Extracted,
    answer_of,
    groups,
    taught,
    untaught,
)
from benchmarks.extraction.scores import (
    PageScore,
    Summary,
    lost_lines,
    repeated_lines,
    scored,
    summary,
)
from pipelines.model import Cleaned, Removal
from pipelines.template.sitewise import Learned

RAW, PLAIN, LEARNED = "raw body", "without --learn", "with --learn"
NOTHING = Cleaned(kept=())

# The goals of the issue: precision up, recall at most this far down, leaks cut by this share.
RECALL_SLACK = 0.001
FEWER_REPEATED = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One page's three scores, and how it was divided after learning."""

    scores: Mapping[str, PageScore]
    cleaned: Cleaned


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A true paragraph that is there without learning and not with it; removal: what took it."""

    url: str
    paragraph: str
    removal: Removal | None


def told(read: Iterable[Extracted]) -> Iterator[Told]:
    """Every page of every group, group by group."""
    for group in groups(read):
        site = taught(group)
        yield from (_told(one, site) for one in group)


def summaries(pages: Sequence[Told]) -> dict[str, Summary]:
    """A row for each of the three; at least one page."""
    return {name: summary([one.scores[name] for one in pages]) for name in pages[0].scores}


def losses(pages: Iterable[Told]) -> Iterator[Loss]:
    """What learning took from the truth, page by page."""
    for one in pages:
        before = set(lost_lines(one.scores[PLAIN]))
        for paragraph in lost_lines(one.scores[LEARNED]):
            if paragraph not in before:
                url = one.scores[LEARNED].page.url
                yield Loss(url=url, paragraph=paragraph, removal=_taker(paragraph, one.cleaned))


def leaks(pages: Sequence[Told], name: str) -> list[tuple[str, str, int, str]]:
    """Repeated lines that this row leaks: group, words, pages, and one page's id; most first."""
    found = repeated_lines(one.scores[name] for one in pages)
    rows = [(group, line, len(ids), min(ids)) for (_, group, line), ids in found.items()]
    return sorted(rows, key=lambda row: (-row[2], row))


def judged(rows: Mapping[str, Summary]) -> Iterator[tuple[str, str, str, str]]:
    """What, the figure, the goal, met or missed; `-` where there was nothing to cut."""
    plain, learned = rows[PLAIN], rows[LEARNED]
    gained = (learned.precision or 0.0) - (plain.precision or 0.0)
    yield "precision, points", f"{100 * gained:+.3f}", "> 0", _verdict(gained > 0)
    change = (learned.recall or 0.0) - (plain.recall or 0.0)
    met = _verdict(change >= -RECALL_SLACK)
    yield "recall, points", f"{100 * change:+.3f}", f">= {-100 * RECALL_SLACK:.2f}", met
    for name in (PLAIN, RAW):
        share = cut(rows[name].repeated or 0, learned.repeated or 0)
        shown = "none to cut" if share is None else f"{100 * share:.0f} %"
        met = "-" if share is None else _verdict(share >= FEWER_REPEATED)
        yield f"repeated lines cut, from {name}", shown, f">= {100 * FEWER_REPEATED:.0f} %", met


def cut(before: int, after: int) -> float | None:
    """The share of `before` that is gone; negative where there are more, None of nothing."""
    return (before - after) / before if before else None


def broken(one: Extracted, site: Learned) -> tuple[str, ...]:
    """Which of strip's promises this page breaks under what its site taught; () is right."""
    if one.page is None:
        return ()
    cleaned = site.cleaned(one.page, NO_RULES)
    gone = {removal.block.index for removal in cleaned.removals}
    kept = iter(cleaned.kept)
    removed = (removal.block for removal in cleaned.removals)
    body = tuple(block for block in one.page.blocks if block.in_body)
    together = tuple(next(removed if b.index in gone else kept, None) for b in body)
    rest = type(one.page)(
        url=one.page.url,
        headline=one.page.headline,
        language=one.page.language,
        blocks=cleaned.kept,
        story=one.page.story,
    )
    again = site.cleaned(rest, NO_RULES)
    found = {
        "kept and removals are not the body in its order": together != body
        or len(cleaned.kept) + len(cleaned.removals) != len(body),
        "what was kept is stricken again": bool(again.removals) or again.kept != cleaned.kept,
    }
    return tuple(promise for promise, is_broken in found.items() if is_broken)


def _told(one: Extracted, site: Learned) -> Told:
    plain, learned = (_cleaned(one, known) for known in (untaught(one.known.site), site))
    body = tuple(block for block in one.page.blocks if block.in_body) if one.page else ()
    kept = {RAW: body, PLAIN: plain.kept, LEARNED: learned.kept}
    answers = {name: answer_of(one, blocks, one.cpu_ms) for name, blocks in kept.items()}
    scores = {name: scored(one.known, answer) for name, answer in answers.items()}
    return Told(scores=scores, cleaned=learned)


def _cleaned(one: Extracted, site: Learned) -> Cleaned:
    return site.cleaned(one.page, NO_RULES) if one.page else NOTHING


def _taker(paragraph: str, cleaned: Cleaned) -> Removal | None:
    """The removal whose words hold the paragraph; None where several took a part each."""
    holding = (one for one in cleaned.removals if not lost([paragraph], [one.block.text]))
    return next(holding, None)


def _verdict(met: bool) -> str:
    return "met" if met else "MISSED"
