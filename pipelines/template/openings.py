"""Teasers: the opening of one article that others show. It stays with the article it opens.

A teaser is the whole first paragraph, its first sentence, or a cut of it ("The board vot...").
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipelines.model import Evidence, Match, Rule
from pipelines.template.rulemaking import claim, proven
from pipelines.template.shape import word_count
from pipelines.template.survey import Sighting, Survey

# The standfirst and the first paragraph; sites tease with either.
_OPENING_PARAGRAPHS = 2
# The first paragraph may be teased anywhere; the second one is by its neighbours at most.
_TEASED = 3
_FEWEST_WORDS = 6
_BUCKET_CHARS = 12

Openings = Mapping[str, Sequence[Sighting]]


def opening_rules(seen: Survey) -> Iterator[Rule]:
    """A rule for each text that opens exactly one story and stands outside the flow of others.

    The owner is the rule's first witness; on its page the rule does not apply.
    """
    openings = _openings(seen)
    for (key, spot), sightings in seen.by_text.items():
        if word_count(key) < _FEWEST_WORDS:
            continue
        owners = [one for one in openings.get(key[:_BUCKET_CHARS], ()) if one.key.startswith(key)]
        if len({owner.story for owner in owners}) != 1:
            continue
        shown = [one for one in sightings if one.story != owners[0].story and not one.in_flow]
        if shown:
            rule = claim(Evidence.TITLE, Match.TEXT, key, spot)
            yield proven(rule, shown, seen, owners[0].page.url)


def _openings(seen: Survey) -> Openings:
    found: dict[str, list[Sighting]] = defaultdict(list)
    for page in seen.pages:
        prose = [one for one in page if one.is_prose and one.block.in_body]
        # Below a flash of one sentence the next prose may be a teaser: another place, no opening.
        opening = [one for one in prose[:_OPENING_PARAGRAPHS] if one.spot == prose[0].spot]
        # What a flash ends with is a disclaimer, and no opening: an article goes on below it.
        opening = [one for one in opening if one is prose[0] or _goes_on(one, seen)]
        for one in opening:
            found[one.key[:_BUCKET_CHARS]].append(one)
    return found


def _goes_on(second: Sighting, seen: Survey) -> bool:
    return second.after > 0 and seen.spread[second.key] <= _TEASED
