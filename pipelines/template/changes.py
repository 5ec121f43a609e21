"""What differs between two versions of a template, and which pages the difference can touch.

A new teaser changes one rule of a thousand: the pages that show nothing of it stay as they are,
so that learning from a batch costs the batch and not the site's history.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.model import Block, Match, Page, Rule, RuleState, Template
from pipelines.template.evidence import is_site_wide, owners, patterns
from pipelines.template.structure import place
from pipelines.template.titles import headline_keys

Effect = tuple[str, RuleState, tuple[str, ...], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What `strip` would treat otherwise than before.

    rules: keys of the rules that came, went or act in another way. texts: (block key, place) of
    those that match words. places, labels: of those that match a place, or what follows a label.
    headlines: `title_key`s that the title index has learned since.
    """

    rules: frozenset[str]
    texts: frozenset[tuple[str, str]]
    places: frozenset[str]
    labels: frozenset[str]
    headlines: frozenset[str]


def effect(rule: Rule) -> Effect:
    """What of the rule `strip` acts on; fresher support alone leaves it as it is."""
    return rule.key, rule.state, owners(rule), is_site_wide(rule)


def changes(before: Template, after: Template, headlines: Iterable[str]) -> Changes:
    """What is new in `after`, and in the title index (`headlines`)."""
    old, new = _effects(before), _effects(after)
    rules = [rule for one, rule in {**old, **new}.items() if one not in old or one not in new]
    return Changes(
        rules=frozenset(rule.key for rule in rules),
        texts=frozenset((rule.pattern, rule.path) for rule in rules if rule.match is Match.TEXT),
        places=frozenset(rule.pattern for rule in rules if rule.match is Match.PATH),
        labels=frozenset(rule.pattern for rule in rules if rule.match is Match.AFTER),
        headlines=frozenset(headlines),
    )


def touches(changed: Changes, page: Page) -> bool:
    """Whether the page shows any words, place, label or headline that the changes are about."""
    return any(_touches(changed, block) for block in page.blocks)


def _touches(changed: Changes, block: Block) -> bool:
    if changed.headlines and not changed.headlines.isdisjoint(headline_keys(block.text)):
        return True
    return bool(changed.rules) and _is_about(changed, block)


def _is_about(changed: Changes, block: Block) -> bool:
    texts, spot = patterns(block.text), place(block.path)
    return (
        texts[0] in changed.labels
        or spot in changed.places
        or any((text, spot) in changed.texts for text in texts)
    )


def _effects(template: Template) -> dict[Effect, Rule]:
    return {effect(rule): rule for rule in template.rules}
