"""A site's pages read for learning: who shows which words, where, and whether amid the article.

Rule 1: what is counted are distinct stories, never pages.
Rule 2: words are counted at their place. The same line in the flow and in a box are two things.
Rule 3: the order in which pages come makes no difference.
"""

from collections import ChainMap, Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TypeVar

from pipelines.model import Block, Page, Role
from pipelines.template.frames import frame
from pipelines.template.keys import block_key
from pipelines.template.protected import protected_kind
from pipelines.template.shape import is_prose, word_count
from pipelines.template.stories import stories_of
from pipelines.template.structure import place, tag_of
from pipelines.template.titles import Titles, foreign_owner, title_key

_K = TypeVar("_K", bound=Hashable)

# Teasers hold about a tenth of a page's new words, a section of an article's text far more.
_FLOW_WORDS = 0.2
_FLOW_PAGES = 0.1
_CONTENT_ROLES = frozenset((Role.LIST_ITEM, Role.TABLE, Role.QUOTE))
_INLINE_TAGS = "a abbr b cite em font i mark small span strong sub sup time u"
_INLINE = frozenset(_INLINE_TAGS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A block on a page.

    owner: URL of the article whose headline it is, if another's. is_own: no other story has its
    words. before, after: how many of the article's own paragraphs stand above and below it.
    in_flow: it stands right above the article's own text and amid it, as a subhead does.
    below, below_owner: the next block, and the owner of its headline. above_key, below_key: the
    keys of its neighbours, "" at the page's ends. run: how many blocks without a gap, itself
    among them, other stories show as well.
    """

    story: int
    page: Page
    block: Block
    key: str
    frame: str
    spot: str
    owner: str
    is_own: bool
    is_prose: bool
    before: int
    after: int
    in_flow: bool
    below: Block | None
    below_owner: str
    above_key: str
    below_key: str
    run: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """All sightings. spread: how many stories show a key.

    apart: places of their own, outside the containers that hold the articles' running text, and
    with nothing of a protected kind.
    """

    stories: int
    pages: tuple[tuple[Sighting, ...], ...]
    by_text: Mapping[tuple[str, str], tuple[Sighting, ...]]
    by_frame: Mapping[tuple[str, str], tuple[Sighting, ...]]
    by_spot: Mapping[str, tuple[Sighting, ...]]
    spread: Mapping[str, int]
    apart: frozenset[str]


def survey(pages: Sequence[Page], titles: Titles) -> Survey:
    """Read the pages. Their own headlines join the title index."""
    ordered = sorted(pages, key=_order)
    numbers = stories_of(ordered)
    keys = [[block_key(block.text) for block in page.blocks] for page in ordered]
    spread = _spread(keys, numbers)
    containers = _containers(ordered, keys, spread)
    reader = _Reader(
        containers=containers,
        spread=spread,
        known=ChainMap(
            dict(titles), {title_key(page.headline): page.url for page in ordered[::-1]}
        ),
    )
    read = tuple(
        tuple(reader.sightings(page, story, texts))
        for page, story, texts in zip(ordered, numbers, keys, strict=True)
    )
    everything = [sighting for page in read for sighting in page]
    by_spot = _grouped(everything, lambda one: one.spot)
    return Survey(
        stories=len(set(numbers)),
        pages=read,
        by_text=_grouped(everything, lambda one: (one.key, one.spot)),
        by_frame=_grouped(
            (one for one in everything if one.frame), lambda one: (one.frame, one.spot)
        ),
        by_spot=by_spot,
        spread=spread,
        apart=frozenset(
            spot for spot, there in by_spot.items() if _is_apart(spot, there, containers)
        ),
    )


def stories_in(sightings: Iterable[Sighting]) -> int:
    """How many distinct stories they come from."""
    return len({sighting.story for sighting in sightings})


@lru_cache(maxsize=8192)
def container(spot: str) -> str:
    """The place of the box around a block: its path without inline elements and its own step."""
    steps = spot.split("/")
    while len(steps) > 1 and tag_of(steps[-1]) in _INLINE:
        steps.pop()
    return "/".join(steps[:-1])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads one page after another against what all of them show."""

    known: Mapping[str, str]
    spread: Mapping[str, int]
    containers: frozenset[str]

    def sightings(self, page: Page, story: int, keys: Sequence[str]) -> Iterator[Sighting]:
        blocks = page.blocks
        owners = [foreign_owner(block.text, page, self.known) for block in blocks]
        own = [
            block.in_body and not owner and block.link_share < 0.5 and self.spread[key] == 1
            for block, owner, key in zip(blocks, owners, keys, strict=True)
        ]
        text = [mine and _is_text(block) for mine, block in zip(own, blocks, strict=True)]
        runs = _runs([self.spread[key] > 1 for key in keys])
        above = 0
        for at, block in enumerate(blocks):
            below = blocks[at + 1] if at + 1 < len(blocks) else None
            after = sum(text) - above - text[at]
            spot = place(block.path)
            over_own = below is not None and own[at + 1] and container(spot) in self.containers
            is_amid = above > 0 or block.role is Role.HEADING
            yield Sighting(
                story=story,
                page=page,
                block=block,
                key=keys[at],
                frame=frame(block.text),
                spot=spot,
                owner=owners[at],
                is_own=own[at],
                is_prose=is_prose(block.text),
                before=above,
                after=after,
                in_flow=over_own and is_amid and after > 0,
                below=below,
                below_owner=owners[at + 1] if below is not None else "",
                above_key=keys[at - 1] if at else "",
                below_key=keys[at + 1] if below is not None else "",
                run=runs[at],
            )
            above += text[at]


def _runs(repeated: Sequence[bool]) -> list[int]:
    """For each place the length of the run of repeated ones that it is in, 0 outside."""
    grouped = ((is_run, sum(1 for _ in group)) for is_run, group in groupby(repeated))
    return [length * is_run for is_run, length in grouped for _ in range(length)]


def _order(page: Page) -> tuple[str, str, str, tuple[str, ...]]:
    return page.url, page.story, page.headline, tuple(block.text for block in page.blocks)


def _is_text(block: Block) -> bool:
    return block.role in _CONTENT_ROLES or is_prose(block.text)


def _spread(keys: Sequence[Sequence[str]], numbers: Sequence[int]) -> dict[str, int]:
    holders: dict[str, set[int]] = defaultdict(set)
    for page_keys, story in zip(keys, numbers, strict=True):
        for key in page_keys:
            holders[key].add(story)
    return {key: len(stories) for key, stories in holders.items()}


def _grouped(
    sightings: Iterable[Sighting], key: Callable[[Sighting], _K]
) -> dict[_K, tuple[Sighting, ...]]:
    groups: dict[_K, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        groups[key(sighting)].append(sighting)
    return {name: tuple(group) for name, group in groups.items()}


def _is_apart(spot: str, there: Sequence[Sighting], containers: Set[str]) -> bool:
    if not spot or container(spot) in containers:
        return False
    return not any(protected_kind(one.block) for one in there)


def _containers(
    pages: Sequence[Page], keys: Sequence[Sequence[str]], spread: Mapping[str, int]
) -> frozenset[str]:
    """Where the articles' own running text stands: nothing in there goes by its place alone."""
    holding: Counter[str] = Counter()
    for page, texts in zip(pages, keys, strict=True):
        words: Counter[str] = Counter()
        for block, key in zip(page.blocks, texts, strict=True):
            if block.in_body and spread[key] == 1 and is_prose(block.text):
                words[container(place(block.path))] += word_count(block.text)
        fewest = _FLOW_WORDS * words.total()
        holding.update(name for name, count in words.items() if count >= fewest)
    return frozenset(name for name, count in holding.items() if count >= _FLOW_PAGES * len(pages))
