"""In which language the article is: what the page declares, unless its text says otherwise.

A template's `lang="en"` on a German text loses, a declaration that the text confirms wins.
"""

from collections.abc import Sequence

from pipelines.extract.believe import chosen
from pipelines.extract.language import language_tag, read_language, reads_like
from pipelines.extract.offers import Offer
from pipelines.model import Candidate, Site, Sourced


def written_in(offers: Sequence[Offer], body: str, site: Site) -> Sourced[str] | None:
    """The declared language, unless the text surely reads like another one; None if unknown."""
    declared = chosen("in_language", offers, lambda values: language_tag(values[0]))
    if declared is None and site.language:
        declared = Sourced(value=site.language, origin="site-file", raw=site.language)
    if declared is not None and reads_like(body, _first(declared.value)):
        return declared
    read = read_language(body)
    if read is None:
        return declared
    language, sure = read
    if declared is None:
        return Sourced(value=language, origin="text")
    if not sure or _first(declared.value) == language:
        return declared
    return _agreeing(declared, language)


def _first(tag: str) -> str:
    return tag.partition("-")[0]


def _agreeing(declared: Sourced[str], language: str) -> Sourced[str]:
    """Of several declarations the one that the text confirms, else the text's own language."""
    loser = Candidate(value=declared.value, origin=declared.origin, raw=declared.raw)
    for candidate in declared.candidates:
        if _first(candidate.value) == language:
            others = tuple(c for c in declared.candidates if c is not candidate)
            return Sourced(
                value=candidate.value,
                origin=candidate.origin,
                raw=candidate.raw,
                candidates=(loser, *others),
            )
    return Sourced(value=language, origin="text", candidates=(loser, *declared.candidates))
