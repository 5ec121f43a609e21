"""Labels that nobody wrote a phrase for, known by what follows them: other articles' headlines."""

from collections.abc import Iterator, Sequence

from pipelines.model import Evidence, Match, Rule
from pipelines.template.phrases import interface_phrase, label_phrase
from pipelines.template.repeats import ENOUGH_STORIES
from pipelines.template.rulemaking import claim, proven
from pipelines.template.shape import could_be_headline
from pipelines.template.structure import place
from pipelines.template.survey import Sighting, Survey, stories_in

_FEWEST_STORIES = 3
_MOSTLY = 0.7
# Without the title index: on most articles, below all text, followed by something new each time.
_UNCONFIRMED_SHARE = 0.5
_UNCONFIRMED_STORIES = 5


def label_rules(seen: Survey) -> Iterator[Rule]:
    """A rule for each repeated short line below which headlines of others stand, by place."""
    if seen.stories < ENOUGH_STORIES:
        return
    for (key, _), sightings in seen.by_text.items():
        if stories_in(sightings) < _FEWEST_STORIES or not _could_be_label(sightings[0]):
            continue
        for target in sorted({place(one.below.path) for one in sightings if one.below}):
            above = [one for one in sightings if one.below and place(one.below.path) == target]
            if _announces(above, seen):
                yield proven(claim(Evidence.SLOT, Match.AFTER, key, target), above, seen)


def _could_be_label(one: Sighting) -> bool:
    text = one.block.text
    return not (one.is_prose or one.owner or label_phrase(text) or interface_phrase(text))


def _announces(sightings: Sequence[Sighting], seen: Survey) -> bool:
    if stories_in(sightings) < _FEWEST_STORIES:
        return False
    if sum(bool(one.below_owner) for one in sightings) >= _MOSTLY * len(sightings):
        return True
    stories = stories_in(sightings)
    if stories < max(_UNCONFIRMED_STORIES, _UNCONFIRMED_SHARE * seen.stories):
        return False
    texts = {one.below.text for one in sightings if one.below}
    is_new = len(texts) >= _MOSTLY * len(sightings)
    below_all = all(one.after == 0 and one.before > 0 for one in sightings)
    return is_new and below_all and all(map(could_be_headline, texts))
