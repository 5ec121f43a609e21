"""What one block alone tells against itself: site file, phrases, structure, repetition.

Each function gives a `Strike` or None; `strip` asks them in this order, from sure to learned.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipelines import selectors
from pipelines.model import (
    DECIDED,
    Block,
    Evidence,
    Match,
    Page,
    Role,
    Rule,
    RuleState,
    SiteRules,
    Template,
)
from pipelines.template.frames import frame, is_frame
from pipelines.template.keys import block_key
from pipelines.template.phrases import interface_phrase, is_weak, label_phrase
from pipelines.template.structure import interface_place, place

# From this share of a site's stories on, a text is the site's wherever it stands.
SITE_WIDE = 0.5
_SAME = ("the same words", "the same words around other numbers or names")


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """One reason against a block.

    guarded: off on a page where it would take too much. learned: yields to the article's lede.
    """

    rule: str
    evidence: Evidence
    reason: str
    guarded: bool = False
    learned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """A template's rules, found by what they match; retired and held ones are left out.

    off: keys of rules that a person switched off, those of phrases and structure among them.
    """

    texts: Mapping[tuple[str, str], Rule]
    paths: Mapping[str, Rule]
    after: Mapping[tuple[str, str], Rule]
    labels: frozenset[str]
    protected: frozenset[tuple[Match, str, str]]
    off: frozenset[str]
    has_frames: bool


def rulebook(template: Template) -> Rulebook:
    """The template, ready to be asked."""
    active = [rule for rule in template.rules if rule.state is RuleState.ACTIVE]
    kept = [rule for rule in template.rules if rule.state is RuleState.PROTECTED]
    after = {(rule.pattern, rule.path): rule for rule in active if rule.match is Match.AFTER}
    texts = {(rule.pattern, rule.path): rule for rule in active if rule.match is Match.TEXT}
    return Rulebook(
        texts=texts,
        paths={rule.pattern: rule for rule in active if rule.match is Match.PATH},
        after=after,
        labels=frozenset(label for label, _ in after),
        protected=frozenset((rule.match, rule.pattern, rule.path) for rule in kept),
        off=frozenset(rule.key for rule in template.rules if rule.state in DECIDED),
        has_frames=any(is_frame(pattern) for pattern, _ in texts),
    )


def patterns(text: str) -> tuple[str, ...]:
    """What a rule about this text has for its pattern: its words, or their frame."""
    loose = frame(text)
    return (block_key(text), loose) if loose else (block_key(text),)


def is_protected_by_rule(block: Block, rules: Rulebook) -> bool:
    """Whether a person protected this text or this place."""
    if not rules.protected:
        return False
    spot = place(block.path)
    asked = {(Match.TEXT, text, at) for text in patterns(block.text) for at in (spot, "")}
    return not rules.protected.isdisjoint(asked | {(Match.PATH, spot, "")})


def named_by(block: Block, entries: Iterable[str]) -> str:
    """The first of a site file's entries that means this block, or ""."""
    for entry in entries:
        if entry.startswith(selectors.PREFIX):
            chosen = selectors.compiled(entry.removeprefix(selectors.PREFIX))
            if selectors.matches(chosen, block.path):
                return entry
        elif block_key(entry) == block_key(block.text):
            return entry
    return ""


def dropped(block: Block, site: SiteRules) -> Strike | None:
    """The site file says so."""
    entry = named_by(block, site.drop)
    if not entry:
        return None
    reason = f"the site file drops '{entry}'"
    return Strike(rule=f"site-file:drop:{entry}", evidence=Evidence.SITE_FILE, reason=reason)


def strikes(block: Block, page: Page, rules: Rulebook, over_prose: bool) -> Iterator[Strike]:
    """All that tells against the block, surest first. over_prose: running text comes next."""
    yield from _by_phrase(block, over_prose)
    yield from _by_structure(block)
    yield from _by_repetition(block, page, rules)


def _by_phrase(block: Block, over_prose: bool) -> Iterator[Strike]:
    label = label_phrase(block.text)
    found = interface_phrase(block.text) or (None if label and is_weak(label) else label)
    if found is None or (over_prose and block.role is Role.HEADING and " " not in found.text):
        return  # "Comments" or "Search" above a paragraph is that paragraph's subhead
    reason = f"interface phrase '{found.text}' ({found.language}, {found.kind})"
    yield Strike(rule=found.rule, evidence=Evidence.PHRASE, reason=reason)


def _by_structure(block: Block) -> Iterator[Strike]:
    if name := interface_place(block):
        rule = f"structure:{name.replace(' ', ':')}"
        reason = f"stands in the page's {name}"
        yield Strike(rule=rule, evidence=Evidence.STRUCTURE, reason=reason, guarded=True)


def _by_repetition(block: Block, page: Page, rules: Rulebook) -> Iterator[Strike]:
    spot = place(block.path)
    asked = patterns(block.text) if rules.has_frames else (block_key(block.text),)
    for pattern in asked:
        text = rules.texts.get((pattern, spot))
        if text and page.url not in owners(text):
            yield _learned(text, _SAME[is_frame(pattern)])
    if spot and (path := rules.paths.get(spot)):
        yield _learned(path, "this place of the page holds what repeats")


def owners(rule: Rule) -> tuple[str, ...]:
    """The article whose own words a title rule's words are: its first witness."""
    return rule.witnesses[:1] if rule.evidence is Evidence.TITLE else ()


def is_site_wide(rule: Rule) -> bool:
    """Whether the rule's words stand on so many articles that even a lede yields to it."""
    if rule.match is not Match.TEXT or owners(rule):
        return False
    return rule.support_pages >= SITE_WIDE * rule.support_of


def _learned(rule: Rule, what: str) -> Strike:
    site_wide = is_site_wide(rule)
    on = f"on {rule.support_pages} of {rule.support_of} articles"
    reason = f"{what} {on}" if not owners(rule) else f"words of {owners(rule)[0]}"
    return Strike(
        rule=rule.key,
        evidence=rule.evidence,
        reason=reason,
        guarded=not (site_wide or owners(rule)),
        learned=not site_wide,
    )
