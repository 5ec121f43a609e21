"""What ends a run: its tally as rows, lines and JSON."""

from collections.abc import Sequence
from datetime import datetime

from pipelines.jobs.judging import Judged
from pipelines.jobs.relearn import Relearned
from pipelines.jobs.tally import SiteTally, Tally
from pipelines.model import Outcome

SHOWN = (Outcome.NEW, Outcome.REVISED, Outcome.DUPLICATE, Outcome.REJECTED)
COLUMNS = ("site", "sources", *(outcome.value for outcome in SHOWN), "errors", "later", "why")


def rows(tally: Tally) -> Sequence[Sequence[object]]:
    """A row a site: what is new, what was turned away and why, what went wrong."""
    return [
        (
            key,
            site.sources.total(),
            *(site.articles[outcome] for outcome in SHOWN),
            site.error_count,
            site.left_for_later,
            _why(site),
        )
        for key, site in sorted(tally.sites.items())
    ]


def _why(site: SiteTally) -> str:
    rejected = [f"{count} {reason}" for reason, count in site.rejected.most_common()]
    silent = [
        f"{site.articles[outcome]} {outcome.value}"
        for outcome in (Outcome.UPDATED, Outcome.GONE, Outcome.ROBOTS)
        if site.articles[outcome]
    ]
    # Left out before they were asked for, or while they were waiting for their turn.
    trapped = site.excluded + site.articles[Outcome.EXCLUDED]
    return ", ".join(rejected + silent + ([f"{trapped} trap"] if trapped else []))


def learned_line(learned: Relearned) -> str:
    """What a site's template learned, in one line."""
    return f"{learned.site}: {learned.rules} rules, {learned.articles} articles cleaned again"


def judged_lines(judged: Judged) -> Sequence[str]:
    """What opened and what closed with a day of a site."""
    opened = [f"{finding.cause} opened; {finding.evidence}" for finding in judged.opened]
    closed = [f"{cause} closed" for cause in judged.closed]
    return [f"{judged.site}: {line}" for line in (*opened, *closed)]


def held_line(learned: Relearned) -> str:
    """What a person should look at: rules that were held back for the first time; or ""."""
    if not learned.held:
        return ""
    rules = (
        "a rule that would touch too much is"
        if learned.held == 1
        else (f"{learned.held} rules that would touch too much are")
    )
    return (
        f"{learned.site}: {rules} held back;"
        f" `copydesk templates show {learned.site} --state held` shows what they would strike"
    )


def error_lines(tally: Tally) -> list[str]:
    """The first errors of each site, a line each, and how many more there were."""
    lines: list[str] = []
    for key, site in sorted(tally.sites.items()):
        lines.extend(f"{key}: {line}" for line in site.errors)
        if site.error_count > len(site.errors):
            lines.append(f"{key}: {site.error_count - len(site.errors)} more errors")
    return lines


def last_sentence(tally: Tally, due_at: datetime | None = None) -> str:
    """What the run came to, in one sentence. due_at: of a run that had nothing to ask."""
    if due_at is not None:
        return (
            f"Nothing is due before {due_at:%Y-%m-%d %H:%M} UTC;"
            " `copydesk sites due` says why, `copydesk crawl --now` asks all the same."
        )
    new, revised = tally.total(Outcome.NEW), tally.total(Outcome.REVISED)
    if not new and not revised:
        return f"Nothing new: {tally.requests} requests, no article to file."
    return f"{new} new and {revised} revised articles in {tally.requests} requests."


def totals(tally: Tally) -> dict[str, object]:
    """The run's figures for `--json`."""
    return {
        "event": "finished",
        "requests": tally.requests,
        "errors": tally.error_count,
        **{outcome.value: tally.total(outcome) for outcome in Outcome},
        "sites": tally.as_json(),
    }
