"""Learns from a site's pages what the site repeats around its articles.

Rule 1: evidence is counted over distinct stories and at a place; the same pages give the same
    rules in any order.
Rule 2: what one article owns (its lede, its headline) is never the site's, however often others
    show it: their copies are struck, its own stays.
Rule 3: below four stories repetition needs a second signal: a link, or a short label at an edge.
Rule 4: a subhead in the flow may recur. There only what stands on most articles, at the same
    distance from an end, is struck, and headings never.
Rule 5: a rule that was learned before and that these pages say nothing of stays, since older
    articles need it; one that they refute goes (a line that fell below half of its share, a
    sentence or a place that they do not prove again); a person's decision outlives both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipelines.model import DECIDED, Match, Page, Rule, RuleState, Template
from pipelines.template.changes import effect
from pipelines.template.evidence import owners
from pipelines.template.frames import is_frame
from pipelines.template.labels import label_rules
from pipelines.template.openings import opening_rules
from pipelines.template.repeats import is_sentence, path_rules, text_rules
from pipelines.template.shape import word_count
from pipelines.template.survey import Survey, stories_in, survey
from pipelines.template.titles import Titles
from pipelines.template.varying import frame_rules

# At 300 bytes a rule, half a megabyte a site.
MOST_RULES = 1500
# A place with more of the site's words than this is no box, whatever repeats there: held back.
MOST_WORDS = 0.25


def learn(pages: Sequence[Page], previous: Template, titles: Titles) -> Template:
    """The template that these pages (a window of at most some hundreds) and the last one give.

    titles: see `strip`; the pages' own headlines are added. The version rises when a rule comes,
    goes or changes its state or owner: then stored articles must be stripped again. Fresher
    support alone leaves it as it is.
    """
    seen = survey(pages, titles)
    urls = frozenset(page.url for page in pages)
    found = {rule.key: rule for rule in _held(_rules(seen), seen)}
    for rule in previous.rules:
        if rule.state in DECIDED:
            found[rule.key] = replace(found.get(rule.key, rule), state=rule.state)
        elif rule.key not in found and (_is_unseen(rule, seen, urls) or _holds(rule, seen)):
            found[rule.key] = rule
    rules = _best(found.values())
    version = previous.version + (set(map(effect, rules)) != set(map(effect, previous.rules)))
    return Template(site=previous.site, version=version, rules=rules)


def _rules(seen: Survey) -> Iterable[Rule]:
    """Owned words first: what opens an article is not counted as repetition as well."""
    owned = {(rule.pattern, rule.path): rule for rule in opening_rules(seen)}
    yield from owned.values()
    yield from (rule for rule in text_rules(seen) if (rule.pattern, rule.path) not in owned)
    yield from frame_rules(seen)
    yield from path_rules(seen, owned.keys())
    yield from label_rules(seen)


def _held(rules: Iterable[Rule], seen: Survey) -> Iterable[Rule]:
    body = sum(
        word_count(one.block.text) for page in seen.pages for one in page if one.block.in_body
    )
    for rule in rules:
        too_much = rule.match is Match.PATH and _words_at(rule.pattern, seen) > MOST_WORDS * body
        yield replace(rule, state=RuleState.HELD) if too_much else rule


def _words_at(spot: str, seen: Survey) -> int:
    blocks = (one.block for one in seen.by_spot[spot])
    return sum(word_count(block.text) for block in blocks if block.in_body)


def _is_unseen(rule: Rule, seen: Survey, urls: frozenset[str]) -> bool:
    """Whether these pages show nothing that the rule could be about.

    Words that an article owns are judged only where that article (of `urls`) is looked at.
    """
    if owners(rule) and urls.isdisjoint(owners(rule)):
        return True
    if rule.match is Match.PATH:
        return rule.pattern not in seen.by_spot
    if rule.match is Match.TEXT:
        shown = seen.by_frame if is_frame(rule.pattern) else seen.by_text
        return (rule.pattern, rule.path) not in shown
    return rule.pattern not in seen.spread


def _holds(rule: Rule, seen: Survey) -> bool:
    """Whether these pages, too few or too unlike to prove the rule again, do not refute it.

    They do where its words stand on less than half of their former share, and always where the
    words may be an article's own or the rule is about a place.
    """
    shown = seen.by_text.get((rule.pattern, rule.path), ())
    if rule.match is not Match.TEXT or not shown or owners(rule):
        return False
    if any(one.in_flow or is_sentence(one.key, one.block.text) for one in shown):
        return False
    return 2 * stories_in(shown) * rule.support_of >= rule.support_pages * seen.stories


def _best(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """At most `MOST_RULES`: a person's decisions first, then the best supported."""
    ranked = sorted(rules, key=lambda r: (r.state not in DECIDED, -r.support_pages, r.key))
    return tuple(sorted(ranked[:MOST_RULES], key=lambda rule: rule.key))
