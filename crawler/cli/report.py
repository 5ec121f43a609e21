"""The tables that end a run, from its tally."""

from rich.table import Table
from rich.text import Text

from pipelines.jobs.tally import SiteTally, Tally
from pipelines.model import Outcome


def run_table(tally: Tally) -> Table:
    """A row a site: what is new, what was turned away and why, what went wrong."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in ("site", "sources", "new", "revised", "duplicate", "rejected", "errors", "later"):
        table.add_column(column, justify="left" if column == "site" else "right")
    table.add_column("why rejected", overflow="fold")
    for key, site in sorted(tally.sites.items()):
        table.add_row(
            Text(key),
            str(site.sources.total()),
            *(str(site.articles[outcome]) for outcome in SHOWN),
            str(site.error_count),
            str(site.left_for_later),
            _why(site),
        )
    return table


SHOWN = (Outcome.NEW, Outcome.REVISED, Outcome.DUPLICATE, Outcome.REJECTED)


def _why(site: SiteTally) -> Text:
    parts = [f"{count} {reason}" for reason, count in site.rejected.most_common()]
    gone = [
        f"{site.articles[outcome]} {outcome.value}"
        for outcome in (Outcome.GONE, Outcome.ROBOTS)
        if site.articles[outcome]
    ]
    return Text(", ".join(parts + gone))


def error_lines(tally: Tally) -> list[str]:
    """The first errors of each site, a line each, and how many more there were."""
    lines = []
    for key, site in sorted(tally.sites.items()):
        lines.extend(f"{key}: {line}" for line in site.errors)
        if site.error_count > len(site.errors):
            lines.append(f"{key}: {site.error_count - len(site.errors)} more errors")
    return lines


def last_sentence(tally: Tally) -> str:
    """What the run came to, in one sentence."""
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
