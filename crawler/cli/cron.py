"""`copydesk cron`: what to write into a crontab, or a systemd timer."""

import shutil
import sys
from datetime import timedelta
from pathlib import Path

import click

from crawler.cli import database
from crawler.cli.crontab import STEPS, Plan, crontab, pace, systemd
from crawler.cli.durations import Duration, written
from crawler.cli.options import Invocation, common, invocation
from pipelines.errors import UsageError

_LOOKED_BACK = timedelta(days=7)


@click.command(epilog="Example: copydesk cron | crontab -")
@click.option("--every", metavar="DURATION", type=Duration(), help="Not as the sites publish.")
@click.option("--systemd", "as_systemd", is_flag=True, help="A service and a timer instead.")
@common
@click.pass_context
def cron(context: click.Context, *, every: timedelta | None, as_systemd: bool) -> None:
    """Print a crontab line that starts a run as often as the sites publish.

    Nothing is installed: look at it, then put it into `crontab -e`. A run ends before the next
    one starts and prints only what a person must act on, so that cron's mail is worth reading.
    """
    call = invocation(context)
    plan = _plan(call, every)
    call.terminal.answer((systemd if as_systemd else crontab)(plan).rstrip("\n"))


def _plan(call: Invocation, every: timedelta | None) -> Plan:
    if every is not None and every not in STEPS:
        steps = ", ".join(map(written, STEPS))
        raise UsageError(f"--every: cron can start a run every {steps}")
    found, reason = pace(_a_day(call))
    if every is not None:
        found, reason = every, "as --every says"
    return Plan(command=_command(call), folder=Path.cwd(), every=found, reason=reason)


def _command(call: Invocation) -> list[str]:
    """This program, with the options that it was called with."""
    program = shutil.which(sys.argv[0]) or shutil.which("copydesk") or "copydesk"
    given = [(name, call.options.get(name)) for name in ("config", "db")]
    return [
        str(Path(program).absolute()),
        *(word for name, value in given if value for word in (f"--{name}", str(value))),
    ]


def _a_day(call: Invocation) -> dict[str, float]:
    """Articles that each site has published a day of late; nothing where no database is yet."""
    from pipelines.jobs.run import utc_now
    from pipelines.store.engine import reading
    from pipelines.store.queries import published_since

    if not database.exists(call.settings.db):
        return {}
    with database.opened_current(call.settings.db) as engine, reading(engine) as connection:
        counts = published_since(connection, utc_now() - _LOOKED_BACK)
    return {site: count / _LOOKED_BACK.days for site, count in counts.items()}
