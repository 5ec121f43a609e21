"""What a job and a request cost: processor seconds, each measured, none guessed.

docs/benchmarks.md has the runs and machines. They are of different runs on a shared machine: good
for orders of magnitude, not for the last tenth.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """job_s: a job's own process, from fork to end, with nothing new to read; job_wall_s: how
    long that takes on the clock, asking included once. request_s: any
    request, its answer a 304 or the same bytes. article_s: what a new page costs beside that."""

    # Six crawl jobs of `copydesk worker` on a site with one feed and a 304, each forked from a
    # process with everything imported; SQLite, median; docs/scale.md says how
    job_s: float = 0.59
    job_wall_s: float = 1.8
    # `python -m benchmarks.rhythm still`: 500 feeds with 304 against one, (6.4 - 1.9) / 499
    request_s: float = 0.009
    # `python -m benchmarks.extraction`, 33.3 ms over 1,377 pages; `python -m benchmarks.store`,
    # filing on PostgreSQL at a million, its server included, learning and copies too: 44.6 ms
    article_s: float = 0.0333 + 0.0446
