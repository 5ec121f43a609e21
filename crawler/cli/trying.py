"""`copydesk try`: what would become of one page? No database is opened, nothing is kept."""

import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli import page_report
from crawler.cli.options import Invocation, common, invocation
from pipelines.errors import ConfigError, UsageError
from pipelines.model import Page, Site, Snapshot, Template
from pipelines.sites import load_files
from pipelines.urls import absolute, origin, site_key, url_key

if TYPE_CHECKING:
    from crawler.spiders.exploring import Failed, Web

FINE, PARTIAL = 0, 3
OK = 200
# A file says nothing of where it came from. RFC 2606 keeps this domain free for ever.
NOWHERE = "https://page.invalid/"
_PLAIN = {".txt", ".text", ".md"}


@click.command(
    "try", epilog="Example: copydesk try page.html --url https://gazette.example/a-story"
)
@click.argument("target", metavar="URL|FILE")
@click.option("--url", metavar="URL", help="Where FILE came from; its links are relative to that.")
@click.option("--verbose", "-v", is_flag=True, help="Show the metadata that lost, too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object with everything.")
@common
@click.pass_context
def try_(context: click.Context, target: str, url: str | None, verbose: bool, as_json: bool) -> int:
    """Show what Copydesk makes of one page: verdict, metadata, text, and what it strikes.

    A page from the web is asked for as politely as in a crawl; a .txt file is read as the text
    that another program took out of a page. Rules of the site's file are applied.
    """
    call = invocation(context)
    file = Path(target)
    if file.is_file() and file.suffix.lower() in _PLAIN:
        page_report.show_text(call.terminal, _cleaned(call, file, url), as_json=as_json)
        return FINE
    if not file.is_file() and _looks_like_a_path(target):
        raise UsageError(f"{target}: there is no such file")
    snapshot = _from_file(file, url) if file.is_file() else _from_web(call, target)
    if snapshot is None:
        return PARTIAL
    _process(call, snapshot, verbose=verbose, as_json=as_json)
    return FINE


def _looks_like_a_path(target: str) -> bool:
    """A host never begins with a dot or a slash, and never is a folder here."""
    return target.startswith((".", "/", "~")) or Path(target).is_dir()


def _process(call: Invocation, snapshot: Snapshot, *, verbose: bool, as_json: bool) -> None:
    from pipelines.process import process

    site = _site(call, snapshot.target_uri)
    result = process(snapshot, site, Template(site=site.key), ())
    if as_json:
        call.terminal.json(page_report.as_json(result))
    else:
        page_report.show(call.terminal, result, verbose=verbose)


def _from_file(file: Path, url: str | None) -> Snapshot:
    payload = _content(file)
    address = _address(url) if url else absolute(NOWHERE, file.name) or NOWHERE
    return Snapshot(
        target_uri=address,
        requested_uri=address,
        date=datetime.now(UTC),
        status=OK,
        headers=(("content-type", "text/html"),),
        payload=payload,
        payload_digest=f"sha256:{hashlib.sha256(payload).hexdigest()}",
    )


def _from_web(call: Invocation, target: str) -> Snapshot | None:
    """None when the page cannot be had, which is then said."""
    if "/" not in target and "." not in target:
        raise UsageError(f"{target}: neither a file here nor a web address")
    from crawler.cli.probing import probe
    from crawler.spiders.exploring import first_answer

    answers: list[Snapshot | Failed] = []

    async def work(web: "Web") -> AsyncIterator[object]:
        answers.append(await first_answer(target, web))
        yield answers[0]

    probe(call, [target], work)
    answer = answers[0]
    if not isinstance(answer, Snapshot):
        call.terminal.warn(f"{answer.url}: {answer.reason}")
        return None
    if answer.status != OK:
        call.terminal.warn(f"{answer.target_uri}: answers {answer.status}")
        return None
    return answer


def _cleaned(call: Invocation, file: Path, url: str | None) -> "page_report.Text":
    """Flat text: its first line is taken for the headline, its language from its words."""
    from pipelines.extract.language import read_language
    from pipelines.template.plain import blocks_of
    from pipelines.template.strip import strip

    text = _content(file).decode("utf-8-sig", "replace")
    blocks = blocks_of(text)
    address = _address(url) if url else NOWHERE
    site = _site(call, address)
    read = read_language(text)
    page = Page(
        url=url_key(address),
        headline=blocks[0].text if blocks else "",
        language=site.language or (read[0] if read else ""),
        blocks=blocks,
    )
    cleaned = strip(page, Template(site=site.key), site.rules, {})
    return page_report.Text(language=page.language, cleaned=cleaned)


def _site(call: Invocation, url: str) -> Site:
    """The site with its file's rules, where it has one."""
    files, problems = load_files(call.settings.sites_dir)
    for problem in problems:
        call.terminal.warn(problem)
    key = site_key(url)
    known = (file.site for file in files if file.site.key == key)
    return next(known, Site(key=key, name=key, home=f"{origin(url)}/"))


def _address(url: str) -> str:
    address = absolute("", url)
    if address is None:
        raise UsageError(f"--url {url}: is no web address; it starts with https:// or http://")
    return address


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from error
