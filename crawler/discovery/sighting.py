"""A source's answer read and chosen from in one go, so that one call to a worker does both."""

from dataclasses import replace

from crawler.discovery.choice import choose
from crawler.discovery.reading import read
from crawler.discovery.values import Reading
from pipelines.model import Site, Snapshot, Source


def sight(snapshot: Snapshot, source: Source, site: Site) -> Reading:
    """What `read` finds, with only the links worth a request, freshest first. Raises nothing."""
    reading = read(snapshot, source, site)
    return replace(reading, links=choose(reading.links, site, snapshot.date))
