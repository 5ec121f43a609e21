"""Strikes from a page what belongs to its site: one decision a block, each with its reason.

Rule 1: strip divides; it edits nothing. Kept blocks and removals together are the body, in order.
Rule 2: a wrong strike is worse than a leak. The site file's `keep`, the article's headline and
    the protected kinds stay, its lede yields only to phrases, structure and site-wide repetition.
Rule 3: a rule that would take more than a set share of a page's words is off on that page.
Rule 4: what is kept would be kept again: passes run until one strikes nothing, with the
    neighbours of the body and without them.
"""

from collections.abc import Iterable, Set
from dataclasses import replace

from pipelines.model import Block, Cleaned, Page, Removal, SiteRules, Template
from pipelines.template.evidence import (
    Rulebook,
    Strike,
    dropped,
    is_protected_by_rule,
    named_by,
    rulebook,
    strikes,
)
from pipelines.template.phrases import interface_phrase
from pipelines.template.protected import protected_kind
from pipelines.template.shape import is_prose, word_count
from pipelines.template.slots import edge_headlines, slot_strikes
from pipelines.template.titles import Titles, title_key

# Without this guard recall fell from .975 to .939 on 360 pages of 9 sites (pages wrapped in a
# <form>), with it at .3 it stayed at .974; .35 leaves room for flashes of one sentence.
MOST_OF_A_PAGE = 0.35

# What shields a block; the other shields are protected kinds by name.
KEEP, HEADLINE, LEDE = "keep", "headline", "lede"

NOTHING_LEARNED = rulebook(Template(site=""))


def strip(page: Page, template: Template, rules: SiteRules, titles: Titles) -> Cleaned:
    """Divide the page's `in_body` blocks into what is the article's and what is the site's.

    titles: headlines of the site's articles (`titles.title_key` -> url_key); may be empty.
    Raises ConfigError for a `css:` selector of the site file that cannot be used.
    """
    return divide(page, rulebook(template), rules, titles)


def divide(page: Page, book: Rulebook, rules: SiteRules, titles: Titles) -> Cleaned:
    """`strip` for many pages of one site: their template's rules are looked up once.

    With 500 rules that is a third of the time.
    """
    removals: dict[int, Removal] = {}
    rest = page
    while found := _struck(rest, book, rules, titles):
        removals |= found
        rest = replace(rest, blocks=tuple(b for b in rest.blocks if b.index not in found))
    kept = tuple(block for block in rest.blocks if block.in_body)
    ordered = (removals[block.index] for block in page.blocks if block.index in removals)
    return Cleaned(kept=kept, removals=tuple(ordered))


def spared(page: Page, book: Rulebook, rules: SiteRules, titles: Titles) -> Cleaned:
    """`divide` for an article that is filed: what was learned never takes all that it has.

    Whoever prints an article's paragraphs on all pages could empty it otherwise. Then nothing that
    was learned counts on that page; what a person wrote, structure and phrases still do.
    """
    cleaned = divide(page, book, rules, titles)
    return cleaned if cleaned.kept else divide(page, NOTHING_LEARNED, rules, {})


def _struck(page: Page, book: Rulebook, site: SiteRules, titles: Titles) -> dict[int, Removal]:
    """Removals of one round by block index; empty when neither view of the page gives any."""
    body = tuple(block for block in page.blocks if block.in_body)
    first = _pass(page, book, site, titles)
    return first or _pass(replace(page, blocks=body), book, site, titles)


def _pass(page: Page, book: Rulebook, site: SiteRules, titles: Titles) -> dict[int, Removal]:
    shields = shields_of(page, book, site)
    chosen = _sure_and_repeated(page, book, site, shields)
    chosen |= slot_strikes(page, chosen.keys(), shields.keys(), book, titles)
    chosen |= edge_headlines(page, chosen.keys(), shields, titles)
    return {
        block.index: Removal(
            block=block,
            rule=chosen[at].rule,
            evidence=chosen[at].evidence,
            reason=chosen[at].reason,
        )
        for at, block in enumerate(page.blocks)
        if at in chosen and block.in_body and chosen[at].rule not in book.off
    }


def shields_of(page: Page, book: Rulebook, site: SiteRules) -> dict[int, str]:
    """Positions that stay whatever else is known, with what shields them."""
    own = title_key(page.headline)
    shields: dict[int, str] = {}
    for at, block in enumerate(page.blocks):
        if named_by(block, site.keep):
            shields[at] = KEEP
        elif own and title_key(block.text) == own:
            shields[at] = HEADLINE
        elif is_protected_by_rule(block, book):
            shields[at] = "rule"
        elif (kind := protected_kind(block)) and interface_phrase(block.text) is None:
            shields[at] = kind
    return shields


def _evidence(
    page: Page, book: Rulebook, site: SiteRules, shields: dict[int, str]
) -> dict[int, list[Strike]]:
    """What tells against each block by itself, surest first, by position."""
    against: dict[int, list[Strike]] = {}
    for at, block in enumerate(page.blocks):
        if shields.get(at) == KEEP:
            continue
        if drop := dropped(block, site):
            against[at] = [drop]
        elif at not in shields:
            over_prose = at + 1 < len(page.blocks) and is_prose(page.blocks[at + 1].text)
            against[at] = list(strikes(block, page, book, over_prose))
    return {at: found for at, found in against.items() if found}


def _sure_and_repeated(
    page: Page, book: Rulebook, site: SiteRules, shields: dict[int, str]
) -> dict[int, Strike]:
    """The surest applicable strike of each position; adds the lede to `shields`."""
    against = _evidence(page, book, site, shields)
    off = book.off | _rules_off(page, against)
    chosen = {at: _first(found, off) for at, found in against.items()}
    lede = _lede(
        page.blocks, {at for at, strike in chosen.items() if strike and not strike.learned}
    )
    if lede is not None and lede not in shields:
        shields[lede] = LEDE
        found = [strike for strike in against.get(lede, ()) if not strike.learned]
        chosen[lede] = _first(found, off)
    return {at: strike for at, strike in chosen.items() if strike}


def _rules_off(page: Page, against: dict[int, list[Strike]]) -> set[str]:
    """Guarded rules that would take more than their share of the body's words."""
    words: dict[str, int] = {}
    for at, found in against.items():
        block = page.blocks[at]
        for strike in found:
            if strike.guarded and block.in_body:
                words[strike.rule] = words.get(strike.rule, 0) + word_count(block.text)
    limit = MOST_OF_A_PAGE * sum(word_count(b.text) for b in page.blocks if b.in_body)
    return {rule for rule, count in words.items() if count > limit}


def _first(found: Iterable[Strike], off: Set[str]) -> Strike | None:
    return next((strike for strike in found if strike.rule not in off), None)


def _lede(blocks: tuple[Block, ...], gone: set[int]) -> int | None:
    """Where the article's first paragraph of running text stands."""
    prose = (at for at, b in enumerate(blocks) if at not in gone and b.in_body and is_prose(b.text))
    return next(prose, None)
