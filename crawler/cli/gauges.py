"""Alerts and ages as Prometheus' textfile collector reads them.

Source: the text exposition format 0.0.4 of prometheus.io. Times are seconds since 1970: the
server, not this file, knows how long ago that is when it asks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

Labelled = tuple[Mapping[str, str], float]


def exposition(
    open_alerts: Iterable[tuple[str, str, datetime]],
    last_filed: Mapping[str, datetime],
    last_run: datetime | None,
) -> str:
    """The file's text. open_alerts: site, cause, since when; last_run: when one last finished."""
    alerts = [
        ({"site": site, "cause": cause}, since.timestamp()) for site, cause, since in open_alerts
    ]
    filed = [({"site": site}, at.timestamp()) for site, at in sorted(last_filed.items())]
    runs: list[Labelled] = [({}, last_run.timestamp())] if last_run else []
    families: tuple[tuple[str, str, Sequence[Labelled]], ...] = (
        ("copydesk_open_alerts", "Alerts that are open.", [({}, float(len(alerts)))]),
        ("copydesk_alert_since_seconds", "Since when an open alert's cause shows.", alerts),
        ("copydesk_last_filed_seconds", "When a site's newest article was stored.", filed),
        ("copydesk_last_run_seconds", "When a run last finished.", runs),
    )
    return "".join(line for family in families for line in _family(*family))


def _family(name: str, meaning: str, samples: Sequence[Labelled]) -> Iterator[str]:
    yield f"# HELP {name} {meaning}\n# TYPE {name} gauge\n"
    for labels, value in samples:
        inside = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
        yield f"{name}{{{inside}}} {value:.0f}\n" if inside else f"{name} {value:.0f}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
