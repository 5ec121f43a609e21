"""`copydesk explain`: why an article reads as it does, or why an address gave none."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crawler.cli import database
from crawler.cli.addresses import show_address
from crawler.cli.options import Invocation, common, invocation
from crawler.cli.terminal import Terminal
from pipelines.sites import load_files

if TYPE_CHECKING:
    from pipelines.jobs.explaining import Explanation, Line, Proof
    from pipelines.store.dossiers import Address

STDOUT = "-"
_MARKS = {"kept": "  ", "stricken": "- ", "outside": ". "}


@click.command(epilog="Example: copydesk explain 12 --html why.html")
@click.argument("subject", metavar="ARTICLE|URL")
@click.option(
    "--html",
    metavar="FILE",
    type=click.Path(path_type=Path, allow_dash=True, dir_okay=False),
    help="Write it as a page to look at; - for standard output.",
)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON.")
@common
@click.pass_context
def explain(context: click.Context, subject: str, html: Path | None, as_json: bool) -> None:
    """Show an article's blocks in order, kept and stricken, each strike with what proves it.

    ARTICLE is its number in the database; URL any of its addresses. Lines that begin with "-"
    were stricken, those with "." stand beside the article and were never part of it. For an
    address that gave no article it says how it ended and why.
    """
    from pipelines.store.dossiers import Address

    call = invocation(context)
    found = _found(call, subject)
    if isinstance(found, Address):
        show_address(call.terminal, found, as_json=as_json)
    elif html is not None:
        _write(call.terminal, html, found)
    elif as_json:
        call.terminal.json(_as_json(found))
    else:
        _show(call.terminal, found)


def _found(call: Invocation, subject: str) -> "Explanation | Address":
    from pipelines.jobs.explaining import explain as explained
    from pipelines.store.engine import reading

    files, problems = load_files(call.settings.sites_dir)
    for problem in problems:
        call.terminal.warn(problem)
    sites = {file.site.key: file.site for file in files}
    with database.opened_current(call.settings.db) as engine, reading(engine) as connection:
        return explained(connection, subject.strip(), sites)


def _write(terminal: Terminal, file: Path, found: "Explanation") -> None:
    from crawler.cli.explained_page import page
    from pipelines.jobs.part_file import whole

    text = page(found)
    if str(file) == STDOUT:
        click.echo(text, nl=False)
        return
    with whole(file) as stream:
        stream.write(text.encode("utf-8", "replace"))
    terminal.say(f"{file}: written")


def _show(terminal: Terminal, found: "Explanation") -> None:
    one = found.dossier
    terminal.answer(one.headline or "(no headline)")
    terminal.say(f"article {one.id} of {one.site}: {one.url}")
    terminal.say(f"{one.kind}, access {one.access}, found by {one.method}, {_version(found)}\n")
    for line in found.lines:
        terminal.answer(f"{_MARKS[line.state]}{line.block.text}")
        for remark in remarks(line):
            terminal.answer(f"      {remark}")
    terminal.say(f"\n{found.summary}")
    if one.struck:
        terminal.say("A strike that is wrong: `copydesk templates protect RULE` puts it back.")


def _version(found: "Explanation") -> str:
    version = found.dossier.template_version
    if version < 0:
        return "waiting to be cleaned again"
    return f"cleaned with version {version} of the site's template (now {found.site_version})"


def remarks(line: "Line") -> list[str]:
    """What is to be said below a line, in plain sentences."""
    said = []
    if line.struck and line.proof:
        said.append(f"{line.struck.evidence}: {line.struck.reason}")
        said.append(f"{line.struck.rule}, {support(line.proof)}")
    return [*said, line.note] if line.note else said


def support(proof: "Proof") -> str:
    """n of m articles, and some of them: numbers where they are filed, else addresses."""
    shown = ", ".join(str(number or url) for url, number in proof.witnesses)
    on = f"on {proof.articles} of {proof.of} articles"
    return f"{on} ({shown})" if shown else on


def _as_json(found: "Explanation") -> dict[str, object]:
    one = found.dossier
    return {
        "article": one.id,
        "site": one.site,
        "url": one.url,
        "headline": one.headline,
        "kind": one.kind,
        "access": one.access,
        "method": one.method,
        "template_version": one.template_version,
        "site_template_version": found.site_version,
        "words_kept": found.words("kept"),
        "words_stricken": found.words("stricken"),
        "blocks": [_line_as_json(line) for line in found.lines],
    }


def _line_as_json(line: "Line") -> dict[str, object]:
    told: dict[str, object] = {
        "index": line.block.index,
        "state": line.state,
        "role": line.block.role.value,
        "path": line.block.path,
        "text": line.block.text,
    }
    if line.struck and line.proof:
        told |= {
            "rule": line.struck.rule,
            "evidence": line.struck.evidence,
            "reason": line.struck.reason,
            "support_articles": line.proof.articles,
            "support_of": line.proof.of,
            "witnesses": [{"url": url, "article": n} for url, n in line.proof.witnesses],
        }
    return told | {"note": line.note} if line.note else told
