"""Lines of one frame: a box whose numbers differ on each page, a bio whose author does.

Rule 1: a frame proves less than words do, so it must stand on more articles, and at one place.
Rule 2: a name is left out only where the page's own byline gives it. "The police asks for
    witnesses" and "The owner asks for witnesses" are two sentences of two articles.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipelines.model import Block, Evidence, Match, Role, Rule
from pipelines.template.folding import folded
from pipelines.template.frames import is_numbered, opening_name
from pipelines.template.phrases import interface_phrase
from pipelines.template.protected import protected_kind
from pipelines.template.repeats import Need
from pipelines.template.rulemaking import claim, proven
from pipelines.template.survey import Sighting, Survey, stories_in

# Calibrated on the generated sites (docs/benchmarks.md): the boxes with numbers stand on all
# articles there, the bios on 15 %.
_NUMBERS = Need(5, 0.6)
_NAMES = Need(3, 0.05)
_MOSTLY = 0.9
_SAME_LINE = 0.7
_ONE_A_PAGE = 1.2
_DATA_ROLES = frozenset((Role.HEADING, Role.LIST_ITEM, Role.TABLE))


def frame_rules(seen: Survey) -> Iterator[Rule]:
    """A rule for each frame that stands on many articles at one place, with different words."""
    for (frame, spot), sightings in seen.by_frame.items():
        if len({one.key for one in sightings}) > 1 and _is_the_sites(sightings, seen):
            yield proven(claim(Evidence.REPETITION, Match.TEXT, frame, spot), sightings, seen)


def _is_the_sites(sightings: Sequence[Sighting], seen: Survey) -> bool:
    stories = stories_in(sightings)
    if len(sightings) > _ONE_A_PAGE * stories or any(map(_is_something_else, sightings)):
        return False
    if is_numbered(sightings[0].frame):
        return _NUMBERS.is_met(stories, seen.stories) and _is_on_one_line(sightings)
    return _NAMES.is_met(stories, seen.stories) and _is_of_the_authors(sightings)


def _is_something_else(one: Sighting) -> bool:
    if one.owner or one.block.role in _DATA_ROLES:
        return True
    return bool(protected_kind(one.block) or interface_phrase(one.block.text))


def _is_on_one_line(sightings: Sequence[Sighting]) -> bool:
    """All above the article's text on the same line, or all below it, counted from the end."""
    above = [one.block.index for one in sightings if not one.before]
    below = [one.page.blocks[-1].index - one.block.index for one in sightings if not one.after]
    return any(
        len(lines) >= _MOSTLY * len(sightings) and _commonest(lines) >= _SAME_LINE * len(lines)
        for lines in (above, below)
    )


def _is_of_the_authors(sightings: Sequence[Sighting]) -> bool:
    """Mostly below all text, and mostly about the person whom the page's byline names."""
    below = sum(not one.after for one in sightings)
    signed = sum(map(_is_signed, sightings))
    return 2 * min(below, signed) > len(sightings)


def _is_signed(one: Sighting) -> bool:
    name = opening_name(one.block.text)
    above = (block for block in one.page.blocks if block.index < one.block.index)
    return any(_is_byline_of(name, block) for block in above)


def _is_byline_of(name: str, block: Block) -> bool:
    """The bare name, or a byline that ends with it; never a headline that is a name."""
    text = folded(block.text)
    if block.role is Role.HEADING or not text.endswith(name):
        return False
    return text == name or protected_kind(block) == "byline"


def _commonest(lines: Iterable[int]) -> int:
    return max(Counter(lines).values(), default=0)
