"""The health of all sites as one page to look at, without a script or a request to anywhere.

Rule: every text of a page or a site is escaped, in the texts as in the plots.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from string import Template

from crawler.cli.plots import Mark, bars, line, lines, most
from pipelines.health.figures import Day
from pipelines.jobs.reporting import Report, SiteReport
from pipelines.store.health import AlertRow, RemovedRow, RunRow

FIELDS = (("headline", ""), ("date", "second"), ("authors", "third"))
# Runs in one plot: at four an hour a day and a half, beyond which bars are too thin to see.
MOST_RUNS = 150
SHORT = 160
FINISHED = "finished"


def page(found: Report, closer: Callable[[AlertRow], str]) -> str:
    """The whole HTML document. closer: the command that looks closer at an alert."""
    alerts = [alert for site in found.sites for alert in site.alerts]
    count = f"{len(found.sites):,} site{'' if len(found.sites) == 1 else 's'}"
    form = files("crawler.cli").joinpath("health.html").read_text("utf-8")
    return Template(form).substitute(
        count=count,
        title=_title(len(alerts)),
        about=escape(f"{count}, {found.now:%Y-%m-%d %H:%M} UTC, the last four weeks"),
        alerts="".join(_alert(one, closer(one)) for one in alerts)
        or '<p class="well">No alert is open.</p>',
        together=_together(found),
        sites="\n".join(_site(one, len(found.sites) == 1) for one in found.sites)
        or "<p>There is no site with a source.</p>",
    )


def _title(count: int) -> str:
    if not count:
        return "Nothing is wrong"
    return "1 alert is open" if count == 1 else f"{count:,} alerts are open"


def _alert(one: AlertRow, closer: str) -> str:
    return (
        f'<p class="alert"><b>{escape(one.site)}: {escape(one.cause)}</b>'
        f" since {one.opened_at:%Y-%m-%d}. {escape(one.evidence)}<br>"
        f'<span class="soft">look closer: <code>{escape(closer)}</code></span></p>'
    )


# ---------------------------------------------------------------- all sites


def _together(found: Report) -> str:
    reasons = sum((Counter(site.rejected) for site in found.sites), Counter[str]())
    return "".join((_all_days(found), *_runs(found.runs), _table_of("Rejected pages", reasons)))


def _all_days(found: Report) -> str:
    each = list(zip(*(site.days for site in found.sites), strict=True))
    marks = [
        Mark(title=f"{days[0].day}: {_filed(days)}", value=float(_filed(days))) for days in each
    ]
    return _figure("Articles a day", bars(marks, "articles a day, all sites"), marks)


def _filed(days: Iterable[Day]) -> int:
    return sum(day.filed for day in days)


def _runs(runs: Sequence[RunRow]) -> tuple[str, str]:
    newest = runs[-MOST_RUNS:]
    took = [_took(run) for run in newest]
    failed = [
        Mark(title=f"{run.started_at:%Y-%m-%d %H:%M}: {run.failed} failed", value=float(run.failed))
        for run in newest
    ]
    return (
        _figure("Runs, minutes", bars(took, "minutes that each run took"), took, "m"),
        _figure("Runs, failed addresses", bars(failed, "addresses that failed"), failed),
    )


def _took(run: RunRow) -> Mark:
    minutes = (run.ended_at - run.started_at).total_seconds() / 60 if run.ended_at else None
    how = run.reason or "at work"
    said = f"{run.started_at:%Y-%m-%d %H:%M}: {how}, {minutes or 0:.1f} min, {run.stored} stored"
    look = "bar" if run.reason == FINISHED else "bad" if run.reason else "open"
    return Mark(title=said, value=minutes, look=look)


# ---------------------------------------------------------------- one site


def _site(one: SiteReport, is_alone: bool) -> str:
    """Folded away unless something is wrong or it is the only one."""
    filed = sum(day.filed for day in one.days)
    causes = ", ".join(alert.cause for alert in one.alerts)
    wrong = f'<span class="red">{escape(causes)}</span>' if causes else ""
    plots = (_articles(one), _delay(one), _fields(one), _words(one))
    return (
        f"<details{' open' if one.alerts or is_alone else ''}><summary>{escape(one.site)}"
        f"<span>{filed:,} articles</span>{wrong}</summary>"
        f'<div class="plots">{"".join(plots)}{_table_of("Rejected pages", one.rejected)}</div>'
        f"{_removed(one.removed)}</details>"
    )


def _articles(one: SiteReport) -> str:
    marks = [_day(one, day) for day in one.days]
    return _figure("Articles a day", bars(marks, f"articles a day of {one.site}"), marks)


def _day(one: SiteReport, day: Day) -> Mark:
    """Red where it is outside of its band; today, which is not over, never is."""
    if one.expected is None:
        return Mark(title=f"{day.day}: {day.filed}", value=float(day.filed))
    band = one.expected.band(day.day)
    is_ordinary = day is one.days[-1] or band.low <= day.filed <= band.high
    return Mark(
        title=f"{day.day}: {day.filed}, expected {band.low:.0f} to {band.high:.0f}",
        value=float(day.filed),
        band=(band.low, band.high),
        look="bar" if is_ordinary else "bad",
    )


def _delay(one: SiteReport) -> str:
    marks = [
        Mark(title=f"{day.day}", value=hours)
        for day, hours in zip(one.days, one.delays, strict=True)
    ]
    plot = line(marks, f"hours from publication to storage of {one.site}")
    return _figure("From publication to storage, hours", plot, marks, "h")


def _fields(one: SiteReport) -> str:
    """The share of articles that have each field, in the order of FIELDS."""
    series = [[_share(day, name, look) for day in one.days] for name, look in FIELDS]
    keys = "".join(
        f'<span><i class="key {look}"></i>{name} {_last(marks)}</span>'
        for (name, look), marks in zip(FIELDS, series, strict=True)
    )
    plot = lines(series, f"share of the articles of {one.site} with each field", 1.0)
    return f"<figure><h3>Fields that are filled</h3>{plot}<figcaption>{keys}</figcaption></figure>"


def _share(day: Day, name: str, look: str) -> Mark:
    value = 1 - day.without.get(name, 0) / day.filed if day.filed else None
    return Mark(title=f"{day.day}", value=value, look=look)


def _last(marks: Sequence[Mark]) -> str:
    known = [one.value for one in marks if one.value is not None]
    return f"{known[-1]:.0%}" if known else "–"


def _words(one: SiteReport) -> str:
    marks = [
        Mark(title=f"{day.day}", value=day.median_words if day.filed else None) for day in one.days
    ]
    return _figure("Words, the day's median", line(marks, f"words of {one.site}"), marks)


def _removed(rows: Sequence[RemovedRow]) -> str:
    if not rows:
        return ""
    cells = "".join(
        f'<tr><td dir="auto">{escape(_short(row.text))}</td><td>{escape(row.evidence)}</td>'
        f'<td class="number">{row.articles:,}</td></tr>'
        for row in rows
    )
    head = '<tr><th>removed most often</th><th>as</th><th class="number">articles</th></tr>'
    return f"<table>{head}{cells}</table>"


# ---------------------------------------------------------------- what all are made of


def _figure(title: str, plot: str, marks: Sequence[Mark], unit: str = "") -> str:
    known = [one for one in marks if one.value is not None]
    if not known:
        return (
            f"<figure><h3>{escape(title)}</h3>{plot}<figcaption>nothing yet</figcaption></figure>"
        )
    ends = f"{_when(marks[0])} – {_when(marks[-1])}"
    values = f"most {_number(most(known))}{unit}, last {_number(known[-1].value or 0)}{unit}"
    caption = f"<span>{escape(ends)}</span><span>{escape(values)}</span>"
    return f"<figure><h3>{escape(title)}</h3>{plot}<figcaption>{caption}</figcaption></figure>"


def _when(mark: Mark) -> str:
    return mark.title.partition(": ")[0]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"


def _table_of(title: str, counts: Mapping[str, int]) -> str:
    rows = "".join(
        f'<tr><td>{escape(name)}</td><td class="number">{count:,}</td></tr>'
        for name, count in Counter(counts).most_common(8)
    )
    table = f"<table>{rows}</table>" if rows else '<p class="soft">none</p>'
    return f"<figure><h3>{escape(title)}</h3>{table}</figure>"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHORT else plain[: SHORT - 1] + "…"
