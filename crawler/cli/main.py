"""The `copydesk` command: which verb is where, and how a command ends.

Rule 1: a verb's module is imported when it is asked for, and imports only what it uses. Scrapy
    alone costs 0.6 s, which nobody waits for to read a help text.
Rule 2: every ending has its exit code; an error that we raise on purpose is one clear line.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from crawler.cli.options import Invocation, common
from crawler.cli.terminal import Terminal
from pipelines.errors import CopydeskError

COMMANDS = {  # in the order in which somebody new meets them
    "init": "crawler.cli.init:init",
    "sites": "crawler.cli.sites:sites",
    "crawl": "crawler.cli.crawl:crawl",
    "cron": "crawler.cli.cron:cron",
    "worker": "crawler.cli.worker:worker",
    "jobs": "crawler.cli.jobs:jobs",
    "try": "crawler.cli.trying:try_",
    "extract": "crawler.cli.extract:extract",
    "clean": "crawler.cli.clean:clean",
    "import": "crawler.cli.importing:import_",
    "search": "crawler.cli.searching:search",
    "show": "crawler.cli.show:show",
    "explain": "crawler.cli.explain:explain",
    "browse": "crawler.cli.browse:browse",
    "export": "crawler.cli.export:export",
    "cursors": "crawler.cli.cursors:cursors",
    "health": "crawler.cli.health:health",
    "templates": "crawler.cli.templates:templates",
    "reextract": "crawler.cli.reextracting:reextract",
    "demo": "crawler.cli.demo:demo",
    "doctor": "crawler.cli.doctor:doctor",
    "db": "crawler.cli.db:db",
}
CRASH, USAGE, INTERRUPTED, READER_GONE = 1, 2, 130, 141


class LazyGroup(click.Group):
    """A group whose commands are named "module:function" and imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002  click's signature
        cmd_name: str,
    ) -> click.Command | None:
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, function = place.partition(":")
        command: click.Command = getattr(import_module(module), function)
        return command


@click.group(cls=LazyGroup, epilog="Example: copydesk init && copydesk sites add example.org")
@click.version_option(package_name="copydesk", message="copydesk %(version)s")
@common
def cli() -> None:
    """Crawl news sites, strike what they repeat, file clean articles in a SQL database.

    \b
    Exit codes: 0 fine, 1 crash, 2 usage, 3 partial or unhealthy, 4 another run is at work,
    5 configuration, 6 database.
    """


def main() -> None:
    """The console script."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give back its exit code; raises nothing."""
    call = Invocation()
    try:
        code = _invoked(arguments, call)
        sys.stdout.flush()  # a reader who is gone must be noticed here, not at interpreter exit
    except CopydeskError as error:
        Terminal().warn(str(error))
        return error.exit_code
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return USAGE
    except click.ClickException as error:
        Terminal().warn(_usage(error))
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    except Exception as error:  # noqa: BLE001  the process's border: a crash is one line and code 1
        return _crashed(error, call)
    return code if isinstance(code, int) else 0


def _invoked(arguments: Sequence[str], call: Invocation) -> object:
    """Not `cli.main`: that ends the process itself when the reader is gone, with a crash's code."""
    with cli.make_context("copydesk", list(arguments), obj=call) as context:
        return cli.invoke(context)


def _usage(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "copydesk"
    return f"{error.format_message().rstrip('.')}; see {path} --help"


def _crashed(error: Exception, call: Invocation) -> int:
    if call.debug:
        import traceback

        traceback.print_exception(error)
    hint = "" if call.debug else "; --debug shows where"
    first_line = next(iter(str(error).splitlines()), "")
    Terminal().warn(f"crashed: {type(error).__name__}: {first_line}{hint}")
    return CRASH
