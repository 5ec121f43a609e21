"""A site's template as rows, the pages it learns from, and the texts that follow it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    delete,
    exists,
    func,
    select,
    update,
)

from pipelines.model import Cleaned, Evidence, Match, Page, Rule, RuleState, Template, join
from pipelines.store import wording
from pipelines.store.articles import NOT_YET, replace_removals
from pipelines.store.packing import unpack
from pipelines.store.rows import StoredPage
from pipelines.store.tables import article, removals, revisions, rules, sites, templates
from pipelines.store.upsert import slices, upsert


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


def learned_through(connection: Connection, site: str) -> int:
    """The newest revision that the site's template has learned from; 0 before the first."""
    statement = select(templates.c.learned_through).where(templates.c.site == site)
    return connection.scalar(statement) or 0


def learned_at(connection: Connection, site: str) -> datetime | None:
    """When the site's template last learned; None before the first time."""
    statement = select(templates.c.learned_at).where(templates.c.site == site)
    return connection.scalar(statement)


def counts(connection: Connection, site: str, most: int) -> tuple[int, int]:
    """How many articles the template has not seen, and how many there are; `most` at most."""
    seen = learned_through(connection, site)
    newest = select(article.c.revision_id).where(article.c.site == site)
    newest = newest.order_by(article.c.revision_id.desc()).limit(most)
    numbers = connection.scalars(newest).all()
    return sum(number > seen for number in numbers), len(numbers)


def following(connection: Connection, keys: Sequence[str]) -> dict[str, str]:
    """The digest of the site file's rules that each site's articles follow; "" where unknown.

    Sites that never learned have no articles to follow anything, and are left out.
    """
    statement = select(templates.c.site, templates.c.site_rules)
    return {
        row.site: row.site_rules or ""
        for some in slices(keys)
        for row in connection.execute(statement.where(templates.c.site.in_(some)))
    }


def follow(connection: Connection, site: str, site_rules: str) -> None:
    """Note the digest of the site file's rules that the site's articles follow."""
    chosen = templates.c.site == site
    connection.execute(update(templates).where(chosen).values(site_rules=site_rules))


def set_all_unclean(connection: Connection, site: str) -> None:
    """Have all articles of a site cleaned again."""
    chosen = article.c.site == site
    connection.execute(update(article).where(chosen).values(template_version=NOT_YET))


def current(connection: Connection, site: str) -> tuple[int, ...]:
    """The site's current revisions, oldest first."""
    numbers = select(article.c.revision_id).where(article.c.site == site)
    return tuple(connection.scalars(numbers.order_by(article.c.revision_id)))


def to_learn(connection: Connection, site: str, fewest: int) -> tuple[int, ...]:
    """The revisions that the site's template is to learn from, oldest first.

    All current ones that it has not seen; at least the newest `fewest`.
    """
    seen = learned_through(connection, site)
    unseen = connection.scalar(
        select(func.count()).where(article.c.site == site, article.c.revision_id > seen)
    )
    newest = select(article.c.revision_id).where(article.c.site == site)
    newest = newest.order_by(article.c.revision_id.desc()).limit(max(fewest, unseen or 0))
    return tuple(sorted(connection.scalars(newest)))


def unseen(connection: Connection, site: str, revision_ids: Sequence[int]) -> frozenset[int]:
    """Those of the revisions that the site's template has not learned from yet."""
    seen = learned_through(connection, site)
    return frozenset(number for number in revision_ids if number > seen)


def stored_pages(connection: Connection, revision_ids: Sequence[int]) -> tuple[StoredPage, ...]:
    """These revisions' blocks, in the order of the revisions."""
    found: list[StoredPage] = []
    for some in slices(revision_ids):
        found.extend(_stored(connection, some))
    return tuple(found)


def unclean(connection: Connection, site: str, limit: int) -> tuple[StoredPage, ...]:
    """Articles that are to be cleaned again, the oldest revision first."""
    numbers = (
        select(article.c.revision_id)
        .where(article.c.site == site, article.c.template_version == NOT_YET)
        .order_by(article.c.revision_id)
        .limit(limit)
    )
    return _stored(connection, numbers)


def marked(connection: Connection, site: str) -> frozenset[int]:
    """Revisions of all articles that are to be cleaned again."""
    due = article.c.template_version == NOT_YET
    return frozenset(
        connection.scalars(select(article.c.revision_id).where(article.c.site == site, due))
    )


def stale(connection: Connection, keys: Sequence[str]) -> tuple[str, ...]:
    """Sites with articles that are to be cleaned, or that never were with the whole site."""
    unclean = exists().where(article.c.site == sites.c.key, article.c.template_version == NOT_YET)
    statement = select(sites.c.key).where(unclean).order_by(sites.c.key)
    return tuple(
        key
        for some in slices(keys)
        for key in connection.scalars(statement.where(sites.c.key.in_(some)))
    )


def set_unclean(connection: Connection, revision_ids: Sequence[int]) -> None:
    """Have these articles cleaned again. It is durable before the cleaning begins."""
    for some in slices(revision_ids):
        connection.execute(update(article).where(_of(some)).values(template_version=NOT_YET))


def struck_by(connection: Connection, site: str, keys: Sequence[str]) -> frozenset[int]:
    """The site's current revisions from which one of these rules struck something."""
    statement = (
        select(article.c.revision_id)
        .join(removals, removals.c.revision_id == article.c.revision_id)
        .where(article.c.site == site)
    )
    return frozenset(
        number
        for some in slices(keys)
        for number in connection.scalars(statement.where(removals.c.rule.in_(some)))
    )


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
        .where(_of([revision_id]))
        .values(body=body, word_count=len(body.split()), template_version=template_version)
    )
    replace_removals(connection, {revision_id: cleaned})
    wording.index(
        connection, connection.scalars(select(article.c.id).where(_of([revision_id]))).all()
    )


def bodies(connection: Connection, revision_ids: Sequence[int]) -> dict[int, str]:
    """What these revisions' texts are now."""
    statement = select(revisions.c.id, revisions.c.body)
    return {
        row.id: row.body
        for some in slices(revision_ids)
        for row in connection.execute(statement.where(revisions.c.id.in_(some)))
    }


def confirm_cleaned(connection: Connection, cleaned: Mapping[int, Cleaned], version: int) -> None:
    """Revisions cleaned again, by number, whose texts are what they were: removals may differ."""
    values = {"template_version": version}
    for some in slices(tuple(cleaned)):
        chosen = revisions.c.id.in_(some)
        connection.execute(update(revisions).where(chosen).values(values))
        connection.execute(update(article).where(_of(some)).values(values))
    replace_removals(connection, cleaned)


def _of(revision_ids: Sequence[int]) -> ColumnElement[bool]:
    """The articles whose current revisions these are, found by their numbers.

    No index leads with `article.revision_id`: asked by it alone, SQLite reads every article.
    """
    owners = select(revisions.c.article_id).where(revisions.c.id.in_(revision_ids))
    return and_(article.c.id.in_(owners), article.c.revision_id.in_(revision_ids))


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


def _stored(connection: Connection, numbers: Select[Any] | Sequence[int]) -> tuple[StoredPage, ...]:
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
        .order_by(revisions.c.id)
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
