"""A person decides about a rule, and the site's stored articles follow at once.

Rule 1: a decision is a state of the rule that learning does not touch; undoing it gives the rule
    back to learning and the articles their text.
Rule 2: the decision and the marks on the articles that it concerns are one transaction: killed
    in between, the next run cleans what is marked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine

from pipelines.jobs.reclean import reclean
from pipelines.model import Evidence, Match, Rule, RuleState, Site, Template
from pipelines.store import dossiers, templates
from pipelines.store.engine import reading, writing
from pipelines.template.changes import Changes, changes, touches

# Articles looked at in one read.
_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a decision came to. articles: cleaned again; words: of the site's bodies by then."""

    rule: Rule
    articles: int
    words_before: int
    words_after: int


def builtin(key: str, evidence: str) -> Rule:
    """A rule that is no site's own (a phrase, a structure, a slot), to be decided for one site."""
    return Rule(key=key, evidence=Evidence(evidence), match=Match.PHRASE, pattern=key, sample=key)


def decided(template: Template, rule: Rule, state: RuleState) -> Template:
    """The template with the rule in that state; one of nobody's own is forgotten when restored."""
    others = tuple(one for one in template.rules if one.key != rule.key)
    is_forgotten = rule.match is Match.PHRASE and state is RuleState.ACTIVE
    new = () if is_forgotten else (replace(rule, state=state),)
    rules = tuple(sorted(others + new, key=lambda one: one.key))
    return replace(template, version=template.version + 1, rules=rules)


def decide(engine: Engine, site: Site, rule: Rule, state: RuleState, now: datetime) -> Decided:
    """Protect, retire or restore (`ACTIVE`) a rule, and clean the articles that it concerns."""
    with reading(engine) as connection:
        before = templates.load(connection, site.key)
        through = templates.learned_through(connection, site.key)
        words_before = dossiers.words_of(connection, site.key)
    after = decided(before, rule, state)
    concerned = sorted(_concerned(engine, site.key, rule, changes(before, after, ())))
    with writing(engine) as connection:
        templates.save(connection, after, now, through)
        templates.set_unclean(connection, concerned)
    count = reclean(engine, site, after)
    with reading(engine) as connection:
        words_after = dossiers.words_of(connection, site.key)
    return Decided(
        rule=replace(rule, state=state),
        articles=count,
        words_before=words_before,
        words_after=words_after,
    )


def _concerned(engine: Engine, site: str, rule: Rule, changed: Changes) -> Iterator[int]:
    """Revisions from which the rule struck, and those that show what it is about."""
    with reading(engine) as connection:
        yield from templates.struck_by(connection, site, [rule.key])
        numbers = templates.current(connection, site)
    for first in range(0, len(numbers), _BATCH):
        with reading(engine) as connection:
            pages = templates.stored_pages(connection, numbers[first : first + _BATCH])
        for one in pages:
            if rule.match is Match.PHRASE or touches(changed, one.page):
                yield one.revision_id
