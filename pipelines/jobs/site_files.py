"""When a person changes a site's file, the stored articles follow it.

`keep` and `drop` are part of what an article's text is made by. Their digest stands beside the
site's template; where the file says something else, all of the site's articles are marked, in the
same transaction, and the learning at the run's end cleans them.
"""

import json
from collections.abc import Iterable
from hashlib import sha256

from sqlalchemy import Engine

from pipelines.model import Site, SiteRules
from pipelines.store import templates
from pipelines.store.engine import reading, writing


def rules_digest(rules: SiteRules) -> str:
    """Equal for two files that strip alike: order and repetition make no difference."""
    said = [sorted(set(rules.keep)), sorted(set(rules.drop))]
    return sha256(json.dumps(said).encode()).hexdigest()[:16]


NOTHING_SAID = rules_digest(SiteRules())


def mark_changed(engine: Engine, known: Iterable[Site]) -> tuple[str, ...]:
    """Mark the articles of the sites whose files say something else than before; their keys."""
    sites = {site.key: rules_digest(site.rules) for site in known}
    with reading(engine) as connection:
        followed = templates.following(connection, tuple(sites))
    changed = tuple(
        key
        for key, before in followed.items()
        # Before the first digest was written there was no rule to follow, or it was followed.
        if (before or NOTHING_SAID) != sites[key]
    )
    for key in changed:
        with writing(engine) as connection:
            templates.set_all_unclean(connection, key)
            templates.follow(connection, key, sites[key])
    return changed
