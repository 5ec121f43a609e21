"""When the article was published and modified, of all that its origins say.

Rule 1: a modification is never taken for the publication.
Rule 2: the day of the most trusted origin stands; a lesser one may add the time to it.
Rule 3: the instant is UTC; the calendar day is the one that the page's own readers see.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from pipelines.extract.believe import chosen, sourced
from pipelines.extract.characters import tidy
from pipelines.extract.dates import (
    is_ambiguous,
    moment,
    on_printed_day,
    refusal,
)
from pipelines.extract.offers import Offer
from pipelines.model import Candidate, Moment, Precision, Sourced

# Which origins show a day as the page's readers count it; machines often write UTC.
PRINTED_DAYS = ("visible", "dateline", "url", "microdata", "time")
_FIELDS = ("date_published", "date_modified")
_MOST_REFUSED = 5
_LONGEST_REFUSED = 80


def dated(
    field: str, offers: Sequence[Offer], latest: datetime, *, month_first: bool
) -> Sourced[Moment] | None:
    """The field's date, or None where the page states none. latest: the snapshot's date."""
    read = _reading(offers, latest, month_first=month_first)
    return _on_day(_finest(chosen(field, offers, lambda values: read(values[0]))))


def refused(offers: Sequence[Offer], latest: datetime) -> Sourced[tuple[str, ...]] | None:
    """The dates that the page states and that cannot be true, each as printed with the reason.

    None where there is none. Empty is a date that nobody states; a marked one is a site's fault.
    """
    found = {
        f"{one.field} {tidy(one.values[0])[:_LONGEST_REFUSED]!r} {reason}": one
        for one in offers
        if one.field in _FIELDS and (reason := refusal(one.values[0], latest))
    }
    if not found:
        return None
    first = next(iter(found.values()))
    told = tuple(found)[:_MOST_REFUSED]
    return Sourced(value=told, origin=first.origin, raw=tidy(first.values[0])[:_LONGEST_REFUSED])


def _reading(
    offers: Sequence[Offer], latest: datetime, *, month_first: bool
) -> Callable[[str], Moment | None]:
    """How this page's dates are to be read.

    A date that Americans read differently is read as the page's language does, unless that is no
    day that the page's other dates name and the other reading is one.
    """
    raws = {offer.values[0] for offer in offers if offer.field in _FIELDS}
    unsure = {raw for raw in raws if is_ambiguous(raw)}
    sure = {_day(moment(raw, latest)) for raw in raws - unsure} - {None} if unsure else set()

    def read(raw: str) -> Moment | None:
        usual = moment(raw, latest, month_first=month_first)
        if raw not in unsure:
            return usual
        other = moment(raw, latest, month_first=not month_first)
        return other if _day(usual) not in sure and _day(other) in sure else usual

    return read


def _day(stated: Moment | None) -> date | None:
    return None if stated is None else stated.day or stated.value.date()


def _finest(best: Sourced[Moment] | None) -> Sourced[Moment] | None:
    """The same day with its time, where a lesser origin knows the time and the first does not."""
    if best is None or best.value.precision is not Precision.DAY:
        return best
    everyone = (
        Candidate(value=best.value, origin=best.origin, raw=best.raw),
        *best.candidates,
    )
    for finer in best.candidates:
        # The local day may begin 14 hours before UTC's and end 12 after it.
        near = timedelta(hours=-14) <= finer.value.value - best.value.value < timedelta(hours=36)
        if near and finer.value.precision in (Precision.SECOND, Precision.MINUTE):
            return sourced([finer, *(c for c in everyone if c is not finer)])
    return best


def _on_day(best: Sourced[Moment] | None) -> Sourced[Moment] | None:
    """The instant with the calendar day that the page's own readers see."""
    if best is None:
        return None
    printed = [
        other.value
        for origin in PRINTED_DAYS
        for other in best.candidates
        if other.origin == origin
    ]
    return replace(best, value=on_printed_day(best.value, best.raw, printed))
