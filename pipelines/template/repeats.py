"""What repeats: the same words at the same place, and places that hold only what repeats.

The thresholds are shares of the distinct stories that were looked at. They separate what the
22 crawled sites print around articles (boxes on all pages, bios on 5 to 20 %) from what recurs
inside them (subheads on up to a third, background paragraphs on a few follow-ups).
"""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from pipelines.model import Evidence, Match, Role, Rule
from pipelines.template.phrases import interface_phrase
from pipelines.template.protected import protected_kind
from pipelines.template.rulemaking import claim, proven
from pipelines.template.shape import ends_with_stop, is_prose, word_count
from pipelines.template.survey import Sighting, Survey, stories_in

ENOUGH_STORIES = 4
_LINKED = 0.8
_SHORT_LABEL = 6
_LIST = 3
_TABLE = 3  # times a page, on average, that the head of a column or a row is printed
# "© 2026 The Gazette. All rights reserved." has seven and is none.
_SENTENCE_WORDS = 8
# In the flow a line must stand on most articles, at one distance from an end, to be a box's: the
# least share of the stories, and of the sightings that have the commonest distance.
_FLOW_STORIES = 8
_ALONE = (0.6, 0.7)
# Two lines that never stand apart are a box on fewer articles: a redesign's first weeks, a call
# on some pages. Recurring text of the articles' own comes alone.
_PAIR = (0.2, 0.5)
_TOGETHER = 0.9


@dataclass(frozen=True, slots=True)
class Need:
    """At least so many stories, and so large a share of all."""

    stories: int
    share: float

    def is_met(self, stories: int, of: int) -> bool:
        """Whether the support is enough."""
        return stories >= self.stories and stories >= self.share * of


_BOX = Need(3, 0.03)  # at a place that holds what repeats: a bio of an author who writes little
_LINK = Need(2, 0.05)
_APART_LABEL = Need(2, 0.1)
_APART_PARAGRAPH = Need(3, 0.05)
_LABEL = Need(3, 0.1)
# Where the article's own text stands, a sentence that recurs may be its own: an agency's
# disclaimer on a quarter of the articles, or on six of a new site's first ten. On the generated
# sites .08 of all stories lost 48 of 3,390 true lines, (4, .5) 5 of the first 390, this none.
_PARAGRAPH = Need(5, 0.6)
_PLACE = Need(4, 0.1)
_LINK_PLACE = Need(4, 0.2)
# A site's first crawl knows less than half of the articles that it teases.
_KNOWN_TEASERS = 0.3


def text_rules(seen: Survey) -> Iterator[Rule]:
    """The texts that repeat at their place; where one article owns the words, the copies of it.

    Someone who prints a sentence of one article on every page does not make that one lose it.
    """
    boxes = frozenset(spot for spot in seen.by_spot if _repeats(spot, seen))
    for (key, spot), sightings in seen.by_text.items():
        if stories_in(sightings) < 2 or not _is_the_sites(sightings, spot in boxes, seen):
            continue
        owner = _owner(sightings)
        evidence = Evidence.TITLE if owner else Evidence.REPETITION
        yield proven(claim(evidence, Match.TEXT, key, spot), sightings, seen, owner)


def path_rules(seen: Survey, owned: Set[tuple[str, str]]) -> Iterator[Rule]:
    """The places that hold only what repeats, only links to somewhere else, or others' openings.

    owned: (key, spot) of the texts that open another article.
    """
    if seen.stories < ENOUGH_STORIES:
        return
    for spot, sightings in seen.by_spot.items():
        is_of_others = _is_teaser_place(sightings, seen, owned)
        if _repeats(spot, seen) or _is_link_place(sightings, seen) or is_of_others:
            yield proven(claim(Evidence.REPETITION, Match.PATH, spot), sightings, seen)


def _is_the_sites(sightings: Sequence[Sighting], in_box: bool, seen: Survey) -> bool:
    first = sightings[0]
    if protected_kind(first.block) or interface_phrase(first.block.text) or first.owner:
        return False
    stories = stories_in(sightings)
    if seen.stories < ENOUGH_STORIES:
        return _has_second_signal(sightings)
    if in_box:
        return _BOX.is_met(stories, seen.stories)
    if _is_linked(sightings):
        return _LINK.is_met(stories, seen.stories)
    if _flows(sightings):
        return _is_fixed_in_flow(sightings, seen)
    if sightings[0].spot in seen.apart:
        return (_APART_LABEL, _APART_PARAGRAPH)[first.is_prose].is_met(stories, seen.stories)
    return (_LABEL, _PARAGRAPH)[is_sentence(first.key, first.block.text)].is_met(
        stories, seen.stories
    )


def is_sentence(key: str, text: str) -> bool:
    """Whether the text is prose, or as long as the shortest sentence and ended like one."""
    return is_prose(text) or (ends_with_stop(text) and word_count(key) >= _SENTENCE_WORDS)


def _has_second_signal(sightings: Sequence[Sighting]) -> bool:
    """A link; of what names no values, a list on three stories, or a short label at an end."""
    if _names_values(sightings):
        return _is_linked(sightings)
    if _is_linked(sightings) or _is_of_a_list(sightings):
        return True
    is_short = word_count(sightings[0].key) <= _SHORT_LABEL
    return is_short and not any(one.before and one.after for one in sightings)


def _is_of_a_list(sightings: Sequence[Sighting]) -> bool:
    """One of at least three lines or list items that three stories print in one row."""
    lines = all(one.run >= _LIST and _is_item(one) for one in sightings)
    return lines and stories_in(sightings) >= _LIST


def _names_values(sightings: Sequence[Sighting]) -> bool:
    """Printed again and again on each page, as the head of a row or a column of a table is."""
    return len(sightings) >= _TABLE * stories_in(sightings)


def _is_item(one: Sighting) -> bool:
    return one.block.role is Role.LIST_ITEM or not one.is_prose


def _is_linked(sightings: Sequence[Sighting]) -> bool:
    return all(one.block.link_share >= _LINKED for one in sightings)


def _flows(sightings: Sequence[Sighting]) -> bool:
    return 2 * sum(one.in_flow for one in sightings) > len(sightings)


def _is_fixed_in_flow(sightings: Sequence[Sighting], seen: Survey) -> bool:
    stories = stories_in(sightings)
    if sightings[0].block.role is Role.HEADING or seen.stories < _FLOW_STORIES:
        return False
    share, distance = _PAIR if _has_companion(sightings, seen) else _ALONE
    if stories < max(share * seen.stories, ENOUGH_STORIES):
        return False
    distances = (Counter(one.before for one in sightings), Counter(one.after for one in sightings))
    commonest = max(counts.most_common(1)[0][1] for counts in distances)
    return commonest >= distance * len(sightings)


def _has_companion(sightings: Sequence[Sighting], seen: Survey) -> bool:
    """Whether the same line stands above it, or below, nearly always, and never without it."""
    most = _TOGETHER * len(sightings)
    for keys in ((one.above_key for one in sightings), (one.below_key for one in sightings)):
        key, count = Counter(keys).most_common(1)[0]
        if key and count >= most and seen.spread[key] * _TOGETHER <= stories_in(sightings):
            return True
    return False


def _owner(sightings: Sequence[Sighting]) -> str:
    """The one article whose words these are, while others show them outside their own text.

    It has them amid its text, or it alone shows them twice: its own, and the site's copy below.
    """
    amid = {one.story: one.page.url for one in sightings if one.in_flow}
    if len(amid) != 1 and sightings[0].is_prose:
        shown = Counter((one.story, one.page.url) for one in sightings)
        amid = {story: url for (story, url), count in shown.items() if count > 1}
    return next(iter(amid.values())) if len(amid) == 1 else ""


def _repeats(spot: str, seen: Survey) -> bool:
    """Whether nearly all that stands at the place is the site's, and little is new prose."""
    sightings = seen.by_spot[spot]
    if sightings[0].spot not in seen.apart:
        return False
    if not _PLACE.is_met(stories_in(sightings), seen.stories):
        return False
    repeated = sum(seen.spread[one.key] > 1 or bool(one.owner) for one in sightings)
    own = sum(one.is_own and one.is_prose for one in sightings)
    return 3 * repeated >= 2 * len(sightings) and 5 * own <= len(sightings)


def _is_link_place(sightings: Sequence[Sighting], seen: Survey) -> bool:
    if sightings[0].spot not in seen.apart:
        return False
    linked = sum(one.block.link_share >= _LINKED for one in sightings)
    flowing = sum(one.in_flow for one in sightings)
    is_enough = _LINK_PLACE.is_met(stories_in(sightings), seen.stories)
    return is_enough and linked >= 0.9 * len(sightings) and flowing <= 0.3 * len(sightings)


def _is_teaser_place(
    sightings: Sequence[Sighting], seen: Survey, owned: Set[tuple[str, str]]
) -> bool:
    """A place of its own where much is known to be other articles', and nothing flows."""
    foreign = [one for one in sightings if one.owner or (one.key, one.spot) in owned]
    if not _PLACE.is_met(stories_in(foreign), seen.stories) or sightings[0].spot not in seen.apart:
        return False
    flowing = sum(one.in_flow for one in sightings)
    return len(foreign) >= _KNOWN_TEASERS * len(sightings) and not flowing
