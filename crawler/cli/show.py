"""`copydesk show`: an article as it is filed, and what its publisher changed in it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from crawler.cli import database
from crawler.cli.addresses import show_address
from crawler.cli.options import Invocation, common, invocation
from crawler.cli.passages import show_passages
from crawler.cli.terminal import Terminal
from pipelines.sites import load_files

if TYPE_CHECKING:
    from pipelines.jobs.history import Change, FieldChange, History
    from pipelines.model import Site
    from pipelines.store.dossiers import Address
    from pipelines.store.histories import Filed


@click.command(epilog="Example: copydesk show 12 --revisions")
@click.argument("subject", metavar="ARTICLE|URL")
@click.option("--revisions", is_flag=True, help="Each revision with what it changed, word by word.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON.")
@common
@click.pass_context
def show(context: click.Context, subject: str, revisions: bool, as_json: bool) -> None:
    """Show an article as it is filed: headline, metadata with origins, text.

    ARTICLE is its number in the database; URL any of its addresses. Revisions are compared after
    the site's rules, as they are now, have struck from each version what the site repeats. Words
    that went stand in [-such-] brackets, words that came in {+such+}; on a terminal in colour.
    """
    from pipelines.store.dossiers import Address

    call = invocation(context)
    found = _found(call, subject, revisions=revisions)
    if isinstance(found, Address):
        show_address(call.terminal, found, as_json=as_json)
    elif as_json:
        call.terminal.json(_as_json(found))
    else:
        _show(call.terminal, found)


def _found(call: Invocation, subject: str, *, revisions: bool) -> "History | Address":
    from dataclasses import replace

    from pipelines.jobs import history
    from pipelines.store.dossiers import Address
    from pipelines.store.engine import reading

    sites = _sites(call) if revisions else {}
    with database.opened_current(call.settings.db) as engine, reading(engine) as connection:
        found = history.article(connection, subject.strip())
        if isinstance(found, Address) or not revisions:
            return found
        changes = history.revisions(connection, found.article, sites)
        return replace(found, changes=changes)


def _sites(call: Invocation) -> Mapping[str, "Site"]:
    files, problems = load_files(call.settings.sites_dir)
    for problem in problems:
        call.terminal.warn(problem)
    return {file.site.key: file.site for file in files}


def _show(terminal: Terminal, found: "History") -> None:
    from crawler.cli.page_report import metadata_rows

    one = found.article
    terminal.answer(one.headline or "(no headline)")
    terminal.say(f"article {one.id} of {one.site}: {one.url}")
    terminal.say(f"{one.kind}, access {one.access}, {_status(one)}\n")
    rows = list(metadata_rows(one.metadata, with_losers=False))
    terminal.table(("field", "origin", "value", "as printed"), rows)
    terminal.answer(f"\n{one.body}")
    for change in found.changes:
        _show_change(terminal, change)
    terminal.say(f"\n{_further(found)}")


def _status(one: "Filed") -> str:
    count = "1 revision" if one.revision_count == 1 else f"{one.revision_count} revisions"
    changed = f", changed {one.changed_at:%Y-%m-%d %H:%M}" if one.revision_count > 1 else ""
    seen = f"first seen {one.first_seen_at:%Y-%m-%d %H:%M}{changed}"
    again = f", to be fetched again {one.check_at:%Y-%m-%d %H:%M}" if one.check_at else ""
    fetched = f"last fetched {one.fetched_at:%Y-%m-%d %H:%M}{again} UTC"
    return f"{one.status}; {count}; {seen}, {fetched}"


def _further(found: "History") -> str:
    """Which commands show the rest."""
    one = found.article
    struck = "Nothing was stricken"
    if one.removals:
        struck = f"Stricken blocks: {one.removals}; `copydesk explain {one.id}` shows each"
    if found.changes or one.revision_count == 1:
        return f"{struck}."
    return f"{struck}. `copydesk show {one.id} --revisions` shows what changed."


def _show_change(terminal: Terminal, change: "Change") -> None:
    one = change.revision
    terminal.answer(f"\nRevision {one.number}, {one.kind}, {one.fetched_at:%Y-%m-%d %H:%M} UTC")
    for field in change.fields:
        terminal.answer(f"  {field.field}: {_offered(field.old)} -> {_offered(field.new)}")
    if one.kind == "withdrawn" and one.body:
        terminal.answer(one.body)
    show_passages(terminal, change.passages)


def _offered(sourced: "object | None") -> str:
    from crawler.cli.page_report import shown

    return shown(getattr(sourced, "value", None)) if sourced else "(none)"


def _as_json(found: "History") -> dict[str, object]:
    from crawler.cli.page_report import metadata_as_json

    one = found.article
    told: dict[str, object] = {
        "article": one.id,
        "site": one.site,
        "url": one.url,
        "headline": one.headline,
        "kind": one.kind,
        "access": one.access,
        "status": one.status,
        "word_count": one.word_count,
        "revision_count": one.revision_count,
        "template_version": one.template_version,
        "first_seen_at": one.first_seen_at.isoformat(),
        "changed_at": one.changed_at.isoformat(),
        "fetched_at": one.fetched_at.isoformat(),
        "check_at": one.check_at.isoformat() if one.check_at else None,
        "metadata": metadata_as_json(one.metadata),
        "body": one.body,
        "removals": one.removals,
    }
    if not found.changes:
        return told
    return told | {"revisions": [_change_as_json(change) for change in found.changes]}


def _change_as_json(change: "Change") -> dict[str, object]:
    one = change.revision
    return {
        "number": one.number,
        "kind": one.kind,
        "fetched_at": one.fetched_at.isoformat(),
        "headline": one.headline,
        "body": one.body,
        "fields": [_field_as_json(field) for field in change.fields],
        "text": [
            {"side": piece.side.value, "text": piece.text}
            for passage in change.passages
            for piece in passage.pieces
        ],
    }


def _field_as_json(change: "FieldChange") -> dict[str, object]:
    old, new = (_offered(one) if one else None for one in (change.old, change.new))
    return {"field": change.field, "old": old, "new": new}
