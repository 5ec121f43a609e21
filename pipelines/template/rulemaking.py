"""A rule from the sightings that prove it: its stable key, its support, its witnesses."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from pipelines.model import Evidence, Match, Rule
from pipelines.template.survey import Sighting, Survey, stories_in

_WITNESSES = 5


def claim(evidence: Evidence, match: Match, pattern: str, path: str = "") -> Rule:
    """A rule still without proof. Its key is equal for equal evidence, any day, any process."""
    digest = hashlib.sha256(f"{path}\n{pattern}".encode("utf-8", "surrogatepass")).hexdigest()
    key = f"{evidence}:{match}:{digest[:12]}"
    return Rule(key=key, evidence=evidence, match=match, pattern=pattern, path=path)


def proven(rule: Rule, sightings: Sequence[Sighting], seen: Survey, owner: str = "") -> Rule:
    """The rule with what proves it. owner: the article whose words they are, its first witness."""
    urls = sorted({sighting.page.url for sighting in sightings} - {owner})
    witnesses = [owner, *urls] if owner else urls
    return replace(
        rule,
        support_pages=stories_in(sightings),
        support_of=seen.stories,
        witnesses=tuple(witnesses[:_WITNESSES]),
        sample=min(sighting.block.text for sighting in sightings),
    )
