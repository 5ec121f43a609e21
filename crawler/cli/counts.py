"""How many articles the database holds of each site, where there is a database."""

from collections.abc import Mapping
from pathlib import Path

from crawler.cli.database import opened


def article_counts(url: str) -> Mapping[str, int]:
    """Articles by site key; empty where no database was made yet.

    Raises DatabaseError when there is one that cannot be read. Asking makes no file.
    """
    scheme, _, file = url.partition(":///")
    if scheme.startswith("sqlite") and not Path(file).is_file():
        return {}
    from pipelines.store import schema, sites
    from pipelines.store.engine import reading

    with opened(url) as engine:
        if schema.current(engine) is None:
            return {}
        schema.require_current(engine)
        with reading(engine) as connection:
            return {row.key: row.articles for row in sites.listing(connection)}
