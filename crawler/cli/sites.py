"""`copydesk sites`: which sites are crawled, and whether they answer."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli import adding, database
from crawler.cli.adding import Desk
from crawler.cli.naming import meant, named
from crawler.cli.options import Invocation, common, invocation
from pipelines.errors import ConfigError, UsageError
from pipelines.site_text import FoundSource
from pipelines.sites import SiteFile, load_files
from pipelines.urls import absolute

if TYPE_CHECKING:
    from crawler.spiders.exploring import Web
    from pipelines.store.rows import SiteRow

FINE, PARTIAL, CONFIGURATION = 0, 3, 5


@click.group()
@common
def sites() -> None:
    """Add, list, check, import and remove sites. Each is one file in sites/, yours to edit."""


@sites.command(epilog="Example: copydesk sites add https://www.gazette.example")
@click.argument("addresses", metavar="ADDRESS...", nargs=-1, required=True)
@click.option("--name", help="What to call the site; default: what its home page says.")
@click.option("--force", is_flag=True, help="Write the file anew where there is one.")
@common
@click.pass_context
def add(context: click.Context, addresses: tuple[str, ...], name: str | None, force: bool) -> int:
    """Look at each home page and write a site file with the sources found.

    Feeds, sitemaps and section pages are found from the page, robots.txt and the places where
    they usually are; only those that name articles are kept. ADDRESS may be a bare host.
    """
    if name and len(addresses) > 1:
        raise UsageError("--name goes with one address")
    desk = Desk.open(invocation(context), force=force)
    if name:
        desk.names[addresses[0]] = name
    adding.explore(desk, [one for one in dict.fromkeys(addresses) if not desk.has(_url(one))])
    return PARTIAL if desk.failed else FINE


@sites.command("import", epilog="Example: copydesk sites import subscriptions.opml")
@click.argument("file", type=click.Path(path_type=Path))
@common
@click.pass_context
def import_(context: click.Context, file: Path) -> int:
    """Add the sites of a list: CSV (name,home,feeds,sitemaps), OPML, or JSON.

    Sites that come with feeds or sitemaps are written as they are; the others are looked at.
    """
    from crawler.cli.site_lists import read_list

    desk = Desk.open(invocation(context))
    listed = read_list(file)
    for problem in listed.problems:
        desk.fail(problem)
    new = [draft for draft in listed.drafts if not desk.has(draft.home)]
    for draft in new:
        if draft.found:
            desk.add(draft)
    desk.names.update({draft.home: draft.name for draft in new})
    adding.explore(desk, [draft.home for draft in new if not draft.found])
    desk.call.terminal.say(
        f"{desk.added} added, {desk.present} there already, {desk.failed} failed"
    )
    return PARTIAL if desk.failed else FINE


@sites.command("list", epilog="Example: copydesk sites list --json")
@click.option("--json", "as_json", is_flag=True, help="One JSON array.")
@common
@click.pass_context
def list_(context: click.Context, as_json: bool) -> int:
    """Show every site with its sources, and its articles where there is a database."""
    call = invocation(context)
    files, problems = _files(call)
    filed = database.counted(call.settings.db)
    if as_json:
        call.terminal.json([_as_json(file, filed.get(file.site.key)) for file in files])
    elif files:
        columns = ("name", "site", "home", "sources", "articles", "newest")
        call.terminal.table(columns, [_row(file, filed.get(file.site.key)) for file in files])
    else:
        call.terminal.say("There is no site yet; `copydesk sites add ADDRESS` adds one.")
    return CONFIGURATION if problems else FINE


@sites.command(epilog="Example: copydesk sites check gazette.example")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each source.")
@common
@click.pass_context
def check(context: click.Context, names: tuple[str, ...], as_json: bool) -> int:
    """Check the files, and ask every source of all sites, or of those named, for its articles."""
    call = invocation(context)
    files, problems = _files(call)
    results = _checked(call, named(files, names))
    rows = [(file.site.key, found) for file, several in results for found in several]
    if as_json:
        for key, found in rows:
            call.terminal.json(_source_as_json(key, found))
    else:
        table = [(key, *adding.row(found)) for key, found in rows]
        call.terminal.table(("site", *adding.COLUMNS), table)
    for key, found in rows:
        if found.problem and not as_json:
            call.terminal.warn(f"{key}: {found.source.url}: {found.problem}")
    if problems:
        return CONFIGURATION
    return PARTIAL if any(found.problem for _, found in rows) else FINE


@sites.command(epilog="Example: copydesk sites due gazette.example")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each source.")
@common
@click.pass_context
def due(context: click.Context, names: tuple[str, ...], as_json: bool) -> int:
    """Show when each source of all sites, or of those named, is asked next, and why then.

    A source's turns follow from what it brought in the past; times are UTC.
    """
    from crawler.cli import turns
    from pipelines.jobs.run import utc_now
    from pipelines.store.engine import reading
    from pipelines.store.sources import listing

    call = invocation(context)
    files, problems = _files(call)
    keys = sorted(file.site.key for file in named(files, names))
    with database.opened_current(call.settings.db) as engine, reading(engine) as connection:
        found = listing(connection, keys)
    if as_json:
        for one in found:
            call.terminal.json(turns.as_json(one))
    elif found:
        call.terminal.table(turns.COLUMNS, [turns.row(one, utc_now()) for one in found])
    else:
        call.terminal.say("No source was asked yet; `copydesk crawl` asks them.")
    return CONFIGURATION if problems else FINE


@sites.command(epilog="Example: copydesk sites remove gazette.example")
@click.argument("name")
@common
@click.pass_context
def remove(context: click.Context, name: str) -> None:
    """Remove a site's file, so that it is crawled no more; its articles stay."""
    call = invocation(context)
    folder = call.settings.sites_dir
    files, _ = load_files(folder)
    # By file name too, or a file that is too broken to be read could not be removed.
    paths = {path.stem.casefold(): path for path in folder.glob("*.toml")}
    paths |= {file.site.name.casefold(): file.path for file in files}
    paths |= {file.site.key: file.path for file in files}
    path = meant(paths, name)
    try:
        path.unlink()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be removed: {error.strerror}") from error
    call.terminal.say(f"{path}: removed; the site's articles stay in the database")


def _files(call: Invocation) -> tuple[Sequence[SiteFile], Sequence[str]]:
    files, problems = load_files(call.settings.sites_dir)
    for problem in problems:
        call.terminal.warn(problem)
    return files, problems


def _checked(
    call: Invocation, files: Sequence[SiteFile]
) -> list[tuple[SiteFile, tuple[FoundSource, ...]]]:
    results: list[tuple[SiteFile, tuple[FoundSource, ...]]] = []
    if not any(file.site.sources for file in files):
        return results
    from crawler.cli.probing import probe
    from crawler.spiders.exploring import check_all

    async def work(web: "Web") -> AsyncIterator[object]:
        async for checked in check_all([file.site for file in files], web):
            found[checked.site.key] = checked.found
            yield checked

    found: dict[str, tuple[FoundSource, ...]] = {}
    known = [file.site for file in files]
    probe(call, [site.home for site in known], work, known)
    return [(file, found[file.site.key]) for file in files]


def _url(written: str) -> str:
    """What `site_key` can read: a bare host has no scheme yet."""
    return absolute("", written if "://" in written else f"https://{written}") or written


def _row(file: SiteFile, filed: "SiteRow | None") -> tuple[object, ...]:
    newest = f"{filed.newest:%Y-%m-%d}" if filed and filed.newest else ""
    site = file.site
    articles = filed.articles if filed else None
    return (site.name, site.key, site.home, len(site.sources), articles, newest)


def _as_json(file: SiteFile, filed: "SiteRow | None") -> dict[str, object]:
    sources = [{"url": one.url, "kind": one.kind.value} for one in file.site.sources]
    return {
        "name": file.site.name,
        "site": file.site.key,
        "home": file.site.home,
        "file": str(file.path),
        "sources": sources,
        "articles": filed.articles if filed else None,
        "newest": filed.newest.isoformat() if filed and filed.newest else None,
    }


def _source_as_json(key: str, found: FoundSource) -> dict[str, object]:
    return {
        "site": key,
        "kind": found.source.kind.value,
        "url": found.source.url,
        "articles": found.links,
        "newest": found.newest.isoformat() if found.newest else None,
        "problem": found.problem or None,
    }
