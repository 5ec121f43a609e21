"""Templates to look at: what each site's rules are, and how far each reaches into its articles."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from pipelines.store.tables import article, removals, rules, templates


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """A site's template in figures. states: rules by state."""

    site: str
    version: int
    learned_at: datetime
    states: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """What one rule has stricken from a site's current texts.

    articles, words: its blast radius. sample: one of the blocks.
    """

    rule: str
    evidence: str
    articles: int
    words: int
    sample: str


def listing(connection: Connection) -> tuple[TemplateRow, ...]:
    """Every site that has learned a template, by key."""
    states: dict[str, dict[str, int]] = defaultdict(dict)
    counted = select(rules.c.site, rules.c.state, func.count().label("rules"))
    for row in connection.execute(counted.group_by(rules.c.site, rules.c.state)):
        states[row.site][row.state] = row.rules
    return tuple(
        TemplateRow(
            site=row.site,
            version=row.version,
            learned_at=row.learned_at,
            states=dict(states[row.site]),
        )
        for row in connection.execute(select(templates).order_by(templates.c.site))
    )


def struck(connection: Connection, site: str) -> Mapping[str, Struck]:
    """What is stricken from the site's current texts, by rule.

    Texts are counted in the database and their words here: the same box stands on all pages.
    """
    here = select(removals.c.rule, removals.c.text, removals.c.evidence).join(
        article, article.c.revision_id == removals.c.revision_id
    )
    here = here.where(article.c.site == site)
    times = here.add_columns(func.count().label("times")).group_by(
        removals.c.rule, removals.c.text, removals.c.evidence
    )
    words: dict[str, int] = defaultdict(int)
    samples: dict[str, tuple[int, str, str]] = {}
    for row in connection.execute(times):
        words[row.rule] += row.times * len(row.text.split())
        samples[row.rule] = max(
            samples.get(row.rule, (0, "", "")), (row.times, row.text, row.evidence)
        )
    return {
        rule: Struck(
            rule=rule,
            evidence=samples[rule][2],
            articles=count,
            words=words[rule],
            sample=samples[rule][1],
        )
        for rule, count in _articles(connection, site).items()
    }


def sites_with(connection: Connection, key: str) -> tuple[str, ...]:
    """Sites that have learned the rule, or from whose texts it strikes."""
    learned = select(rules.c.site).where(rules.c.key == key)
    strikes = (
        select(article.c.site)
        .join(removals, removals.c.revision_id == article.c.revision_id)
        .where(removals.c.rule == key)
    )
    return tuple(sorted(set(connection.scalars(learned)) | set(connection.scalars(strikes))))


def keys(connection: Connection) -> tuple[str, ...]:
    """Every rule that any site has learned, or that strikes anywhere."""
    learned = connection.scalars(select(rules.c.key).distinct())
    strikes = connection.scalars(select(removals.c.rule).distinct())
    return tuple(sorted({*learned, *strikes}))


def _articles(connection: Connection, site: str) -> dict[str, int]:
    distinct = func.count(article.c.id.distinct()).label("articles")
    statement = (
        select(removals.c.rule, distinct)
        .join(article, article.c.revision_id == removals.c.revision_id)
        .where(article.c.site == site)
        .group_by(removals.c.rule)
    )
    return {row.rule: row.articles for row in connection.execute(statement)}
