"""`copydesk init`: a folder to work in, with its settings, its sites and an empty database."""

from pathlib import Path

import click

from crawler.cli import database
from crawler.cli.options import Invocation, common, invocation
from pipelines import configuration
from pipelines.errors import ConfigError, UsageError
from pipelines.settings import Settings


@click.command(epilog="Example: copydesk init news --contact desk@example.org && cd news")
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option(
    "--contact",
    metavar="MAIL|URL",
    default="",
    help="How sites can reach you: part of the user agent.",
)
@common
@click.pass_context
def init(context: click.Context, folder: Path, contact: str) -> None:
    """Make DIR (default: here) ready: copydesk.toml, sites/ and the database.

    What exists already stays as it is, so it can be run again at any time; a database of an
    older version is brought up to date.
    """
    call = invocation(context)
    file = Path(call.options.get("config") or folder / configuration.FILE_NAME)
    call.options["config"] = str(file)
    _prepare(file, call, _checked(contact))
    call.terminal.say(database.upgrade(call.settings.db))
    first = "" if call.settings.contact or call.settings.user_agent else f"`contact` in {file}, "
    call.terminal.say(f"Next: {first}copydesk sites add ADDRESS, then copydesk crawl")


def _checked(contact: str) -> str:
    """Raises UsageError for what is no address; before a file is written with it."""
    try:
        return Settings.model_validate({"contact": contact}).contact
    except ValueError as error:
        raise UsageError(f"--contact {contact}: is neither a mail address nor a URL") from error


def _prepare(file: Path, call: Invocation, contact: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as new:
            new.write(configuration.commented(contact))
        call.terminal.say(f"{file}: written; every setting is in it with its default")
    except FileExistsError:
        call.terminal.say(f"{file}: exists, left as it is")
    except OSError as error:
        raise ConfigError(f"{file}: cannot be written: {error.strerror}") from error
    _make_folder(call.settings.sites_dir, call)


def _make_folder(folder: Path, call: Invocation) -> None:
    existed = folder.is_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be made: {error.strerror}") from error
    call.terminal.say(f"{folder}: {'exists' if existed else 'made'}; one file per site goes here")
