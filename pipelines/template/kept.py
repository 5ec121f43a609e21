"""Why a block that a rule matches stands in the article all the same."""

from pipelines.model import Block, Match, Page, Rule, RuleState, SiteRules, Template
from pipelines.template.evidence import owners, patterns, rulebook
from pipelines.template.strip import shields_of
from pipelines.template.structure import place

_STATES = {
    RuleState.HELD: "the rule is held back: it would touch too much",
    RuleState.PROTECTED: "somebody protected it",
    RuleState.RETIRED: "somebody retired the rule",
}
_SHIELDS = {
    "keep": "the site file keeps it",
    "headline": "it is the article's own headline",
    "rule": "somebody protected it",
}
_TOO_MUCH = "the rule is off on this page, of which it would take too much, or spares its lede"


def matching(block: Block, template: Template) -> Rule | None:
    """The rule about the block's words at its place, or about its place, in any state."""
    texts, spot = {(text, place(block.path)) for text in patterns(block.text)}, place(block.path)
    for rule in template.rules:
        if rule.match is Match.TEXT and (rule.pattern, rule.path) in texts:
            return rule
        if rule.match is Match.PATH and spot and rule.pattern == spot:
            return rule
    return None


def kept_because(at: int, page: Page, rule: Rule, template: Template, site: SiteRules) -> str:
    """Why `page.blocks[at]`, which the rule matches, was not stricken. One clause."""
    if rule.state in _STATES:
        return _STATES[rule.state]
    if page.url in owners(rule):
        return "the words are this article's own"
    shield = shields_of(page, rulebook(template), site).get(at, "")
    if shield:
        return _SHIELDS.get(shield, f"it is a {shield}, which nothing learned may strike")
    return _TOO_MUCH
