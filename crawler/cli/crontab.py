"""How often a run should start, and what cron or systemd is told. Pure.

Rule 1: two runs between two articles of the busiest site find each one at half its age at most.
Rule 2: a run ends before the next one starts, so that nobody is mailed about a lease.
"""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from crawler.cli.durations import written

# Divisors of an hour or a day: cron cannot say "every 25 minutes".
STEPS = tuple(timedelta(minutes=n) for n in (5, 10, 15, 20, 30, 60, 120, 180, 240, 360))
UNKNOWN = timedelta(minutes=15)
_PER_GAP = 2
_LEFT_OVER = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be started, where, how often, and why so."""

    command: Sequence[str]
    folder: Path
    every: timedelta
    reason: str

    @property
    def run(self) -> str:
        """The command line, which ends in time."""
        budget = written(self.every - _LEFT_OVER)
        return shlex.join([*self.command, "crawl", "--quiet", "--for", budget])


def pace(a_day: Mapping[str, float]) -> tuple[timedelta, str]:
    """How often to run for sites that publish so many articles a day, and why."""
    busiest = max(a_day, key=lambda site: (a_day[site], site), default="")
    if not busiest or a_day[busiest] <= 0:
        return UNKNOWN, "how often the sites publish is not known yet"
    wanted = _DAY / a_day[busiest] / _PER_GAP
    every = max((step for step in STEPS if step <= wanted), default=STEPS[0])
    return every, f"{busiest} publishes {a_day[busiest]:.0f} articles a day"


def crontab(plan: Plan) -> str:
    """Lines for `crontab -e`. A percent sign ends a command in a crontab, so it is escaped."""
    line = f"cd {shlex.quote(str(plan.folder))} && {plan.run}".replace("%", r"\%")
    return f"# every {written(plan.every)}: {plan.reason}\n{_minutes(plan.every)} {line}\n"


def systemd(plan: Plan) -> str:
    """A service and its timer, each below the name of its file."""
    every = plan.every
    calendar = f"*:0/{_in_minutes(every)}" if every < _HOUR else f"0/{every // _HOUR}:00"
    return f"""\
# ~/.config/systemd/user/copydesk.service
[Unit]
Description=Copydesk: one run over the sites
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
WorkingDirectory={_escaped(str(plan.folder))}
ExecStart={_escaped(plan.run)}
# another run is still at work
SuccessExitStatus=4

# ~/.config/systemd/user/copydesk.timer
# every {written(every)}: {plan.reason}
[Unit]
Description=Copydesk, every {written(every)}

[Timer]
OnCalendar={calendar}
Persistent=true

[Install]
WantedBy=timers.target
"""


def _minutes(every: timedelta) -> str:
    if every < _HOUR:
        return f"*/{_in_minutes(every)} * * * *"
    return "0 * * * *" if every == _HOUR else f"0 */{every // _HOUR} * * *"


def _in_minutes(every: timedelta) -> int:
    return every // timedelta(minutes=1)


def _escaped(text: str) -> str:
    """systemd expands percent signs and dollar signs."""
    return text.replace("%", "%%").replace("$", "$$")
