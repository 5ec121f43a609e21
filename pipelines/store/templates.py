"""A site's template as rows, the pages it learns from, and the texts that follow it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from pipelines.model import Cleaned, Evidence, Match, Page, Rule, RuleState, Template, join
from pipelines.store.articles import NOT_YET, replace_removals
from pipelines.store.packing import unpack
from pipelines.store.rows import StoredPage
from pipelines.store.tables import article, revisions, rules, sites, templates, titles
from pipelines.store.upsert import slices, upsert

# The newest headlines of a site; older ones are no longer linked from its articles.
TITLES = 50_000
# The version of a site that has none: no article follows it, not even a new one (NOT_YET).
NEVER = NOT_YET - 1


def load(connection: Connection, site: str) -> Template:
    """The site's template; an empty one of version 0 where nothing was learned yet."""
    version = connection.scalar(select(templates.c.version).where(templates.c.site == site))
    statement = select(rules).where(rules.c.site == site).order_by(rules.c.position)
    found = tuple(_rule(row) for row in connection.execute(statement))
    return Template(site=site, version=version or 0, rules=found)


def save(connection: Connection, template: Template, now: datetime, learned_through: int) -> None:
    """Write the template in place of the one before. learned_through: newest revision seen."""
    row = {
        "site": template.site,
        "version": template.version,
        "learned_at": now,
        "learned_through": learned_through,
    }
    upsert(connection, templates, [row], ["site"], ["version", "learned_at", "learned_through"])
    keys = [rule.key for rule in template.rules]
    gone = rules.c.key.not_in(keys)
    connection.execute(delete(rules).where(rules.c.site == template.site, gone))
    rows = [_row(template.site, place, rule, now) for place, rule in enumerate(template.rules)]
    upsert(connection, rules, rows, ["site", "key"], UPDATED)


def window(connection: Connection, site: str, limit: int) -> tuple[StoredPage, ...]:
    """The newest articles of a site as pages, newest first."""
    newest = _current(site).order_by(article.c.revision_id.desc()).limit(limit)
    return _stored(connection, newest, revisions.c.id.desc())


def outdated(connection: Connection, site: str, version: int, limit: int) -> tuple[StoredPage, ...]:
    """Current revisions whose text was made with another version of the template."""
    other = _current(site).where(_follows_another(version)).order_by(article.c.revision_id)
    return _stored(connection, other.limit(limit), revisions.c.id)


def stale(connection: Connection, keys: Sequence[str]) -> tuple[str, ...]:
    """Sites with articles that do not follow their template, or that never learned one."""
    version = func.coalesce(templates.c.version, NEVER)
    behind = exists().where(article.c.site == sites.c.key, _follows_another(version))
    statement = select(sites.c.key).outerjoin(templates).where(behind).order_by(sites.c.key)
    return tuple(
        key
        for some in slices(keys)
        for key in connection.scalars(statement.where(sites.c.key.in_(some)))
    )


def headlines(connection: Connection, site: str) -> Mapping[str, str]:
    """The site's title index: normalised headline -> address key of the article that owns it.

    A headline that two addresses claim belongs to the one that was seen first.
    """
    newest = (
        select(titles.c.id, titles.c.title_key, titles.c.url_key)
        .where(titles.c.site == site)
        .order_by(titles.c.id.desc())
        .limit(TITLES)
    )
    return {row.title_key: row.url_key for row in connection.execute(newest)}


def replace_cleaned(
    connection: Connection,
    revision_id: int,
    cleaned: Cleaned,
    *,
    template_version: int,
    text_digest: str,
) -> None:
    """A revision's text cleaned again: its body and removals change, no revision is made."""
    body = join(cleaned.kept)
    connection.execute(
        update(revisions)
        .where(revisions.c.id == revision_id)
        .values(body=body, text_digest=text_digest, template_version=template_version)
    )
    connection.execute(
        update(article)
        .where(article.c.revision_id == revision_id)
        .values(body=body, word_count=len(body.split()), template_version=template_version)
    )
    replace_removals(connection, revision_id, cleaned)


UPDATED = (
    *("evidence", "match", "pattern", "path", "support_pages", "support_of", "witnesses"),
    *("sample", "state", "last_seen_at", "position"),
)


def _rule(row: Any) -> Rule:
    return Rule(
        key=row.key,
        evidence=Evidence(row.evidence),
        match=Match(row.match),
        pattern=row.pattern,
        path=row.path,
        support_pages=row.support_pages,
        support_of=row.support_of,
        witnesses=tuple(row.witnesses),
        sample=row.sample,
        state=RuleState(row.state),
    )


def _row(site: str, place: int, rule: Rule, now: datetime) -> dict[str, object]:
    return {
        "site": site,
        "key": rule.key,
        "evidence": rule.evidence.value,
        "match": rule.match.value,
        "pattern": rule.pattern,
        "path": rule.path,
        "support_pages": rule.support_pages,
        "support_of": rule.support_of,
        "witnesses": list(rule.witnesses),
        "sample": rule.sample,
        "state": rule.state.value,
        "first_seen_at": now,
        "last_seen_at": now,
        "position": place,
    }


def _current(site: str) -> Select[Any]:
    """The current revisions' numbers, from an index alone: the rows themselves are large."""
    return select(article.c.revision_id).where(article.c.site == site)


def _follows_another(version: Any) -> ColumnElement[bool]:
    """Two ranges instead of !=, so that an index answers it however many articles follow."""
    return or_(article.c.template_version < version, article.c.template_version > version)


def _stored(
    connection: Connection, numbers: Select[Any], order: ColumnElement[Any]
) -> tuple[StoredPage, ...]:
    statement = (
        select(
            revisions.c.id,
            revisions.c.blocks,
            revisions.c.text_digest,
            article.c.url_key,
            article.c.headline,
            article.c.in_language,
        )
        .join(article, article.c.id == revisions.c.article_id)
        .where(revisions.c.id.in_(numbers))
        .order_by(order)
    )
    rows: Iterable[Row[Any]] = connection.execute(statement)
    return tuple(_page(row) for row in rows)


def _page(row: Row[Any]) -> StoredPage:
    page = Page(
        url=row.url_key,
        headline=row.headline or "",
        language=row.in_language or "",
        blocks=unpack(row.blocks),
        story=row.text_digest,
    )
    return StoredPage(revision_id=row.id, page=page)
