"""Which of the names that a page offers are its authors'.

Rule 1: a name that the page shows beats one that stands in its head alone: the head often names
    the account that entered the page. Of what is not shown only a person's full name is believed.
Rule 2: the site itself is no author as long as anybody else is named.
Rule 3: a first name alone gives way to the full name elsewhere.
"""

import re
from collections.abc import Iterator, Sequence

from pipelines.extract.authors import BY, authors, is_full_name, signatures
from pipelines.extract.believe import ranked, sourced
from pipelines.extract.headlines import Titling, is_house, is_namesake
from pipelines.extract.offers import Offer
from pipelines.model import Candidate, Sourced

Names = tuple[str, ...]

# Origins that give an author's name and nothing else, so that a nickname is one.
SIGNED = frozenset(("json-ld", "meta", "microdata", "signed", "feed"))


def signed_by(offers: Sequence[Offer], page: Titling, shown: str) -> Sourced[Names] | None:
    """Whom the most trusted origin names, or None.

    page: tells the site's own names. shown: the page's text.
    """
    folded = shown.casefold()

    def persons(each: Offer) -> Names | None:
        return tuple(n for n in others(each) if _is_seen(n, each.origin, folded)) or None

    def entered(each: Offer) -> Names | None:
        return tuple(name for name in others(each) if is_full_name(name)) or None

    def others(each: Offer) -> Iterator[str]:
        return (name for name in _read(each) if not is_house(name, page))

    named = ranked("authors", offers, persons) or ranked("authors", offers, entered)
    return sourced(_fullest(named) or ranked("authors", offers, lambda each: _house(each, page)))


def _read(each: Offer) -> Names:
    return signatures(each.values) if each.origin in SIGNED else authors(each.values)


def _is_seen(name: str, origin: str, folded: str) -> bool:
    """Whether the page shows the name, or its origin is one that is believed unseen."""
    unseen = origin != "meta" and (origin != "json-ld" or " " in name)
    return unseen or _is_shown(name.casefold(), folded)


def _is_shown(name: str, folded: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded) is not None


def _house(each: Offer, page: Titling) -> Names | None:
    """The site's name as the author: said in JSON-LD, or where it is a person's own site."""
    if each.origin == "json-ld":
        names = (BY.sub("", value) for value in each.values)
        return tuple(name for name in names if is_house(name, page)) or None
    own = (name for name in _read(each) if is_namesake(name, page))
    return tuple(name for name in own if " " in name or each.origin == "signed") or None


def _fullest(named: list[Candidate[Names]]) -> list[Candidate[Names]]:
    """The candidates, led by the one that has the full name of the first one's first name."""
    alone = named[0].value if named else ()
    if len(alone) != 1 or " " in alone[0]:
        return named
    fuller = [c for c in named if len(c.value) == 1 and c.value[0].startswith(f"{alone[0]} ")]
    return [*fuller[:1], *(c for c in named if c not in fuller[:1])]
