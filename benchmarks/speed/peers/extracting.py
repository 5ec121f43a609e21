"""The floor of extraction: our `process` over pages in memory, on all cores, and nothing else.

    python -m benchmarks.speed.peers.extracting URLS PROCESSES

Pages are fetched first and that is not counted; the processes are as warm as a crawl's. It prints
the seconds and the processor's seconds of extraction alone.
"""

import multiprocessing
import sys
import time
import urllib.request
from pathlib import Path

from benchmarks.speed.sheets import as_snapshot, hint_of, site_of
from pipelines.model import Article, Snapshot, Template
from pipelines.process import process

WARM_UP = 3


def read(snapshot: Snapshot) -> tuple[bool, float]:
    """Whether the page gave an article, and the processor's seconds for it."""
    began = time.process_time()
    site, hint = site_of(snapshot.target_uri), hint_of(snapshot.target_uri)
    result = process(snapshot, site, Template(site=site.key), (hint,))
    return isinstance(result, Article), time.process_time() - began


def _fetched(url: str) -> Snapshot:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return as_snapshot(url, answer.read())


def main(urls: list[str], processes: int) -> None:
    """Print what extraction alone takes."""
    snapshots = [_fetched(url) for url in urls]
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        pool.map(read, snapshots[:WARM_UP] * processes, chunksize=WARM_UP)
        began = time.monotonic()
        done = list(pool.imap_unordered(read, snapshots, chunksize=2))
        seconds = time.monotonic() - began
    print(f"extraction {seconds:.3f} {sum(cpu for _, cpu in done):.3f}")
    print(f"stored {sum(stored for stored, _ in done)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]).read_text().split(), int(sys.argv[2]))
