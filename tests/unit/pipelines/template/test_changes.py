"""Only pages that show what changed are touched."""

from dataclasses import replace

from pipelines.model import Evidence, Match, Rule, RuleState, Template
from pipelines.template.changes import Changes, changes, touches
from pipelines.template.titles import title_key
from tests.unit.pipelines.template.template_pages import EMPTY, Line, body, headline, page

PLACE = "article/div.box/p"
BOX = Rule(
    key="repetition:text:1",
    evidence=Evidence.REPETITION,
    match=Match.TEXT,
    pattern="carried by readers since 1911",
    path=PLACE,
    support_pages=4,
    support_of=10,
)


def _with(*rules: Rule) -> Template:
    return replace(EMPTY, version=1, rules=rules)


def _came(rule: Rule) -> Changes:
    return changes(EMPTY, _with(rule), ())


def test_a_rule_that_came_or_went_touches_the_pages_with_its_words_at_its_place() -> None:
    """The same words elsewhere, and pages without them, stay as they are."""
    box = Line("Carried by readers since 1911.", PLACE)
    for changed in (_came(BOX), changes(_with(BOX), EMPTY, ())):
        assert changed.rules == {BOX.key}
        assert touches(changed, page(1, [*body(1), box]))
        assert not touches(changed, page(1, [*body(1), replace(box, path="article/p")]))
        assert not touches(changed, page(1, body(1)))


def test_a_place_and_a_label_touch_the_pages_that_have_them() -> None:
    """Whatever stands at the place; whatever follows the label."""
    by_place = _came(replace(BOX, match=Match.PATH, pattern=PLACE, path=""))
    assert touches(by_place, page(1, [*body(1), Line("Anything.", PLACE)]))
    by_label = _came(replace(BOX, match=Match.AFTER, pattern="elsewhere today", path=""))
    assert touches(by_label, page(1, [*body(1), "Elsewhere today:", headline(2)]))
    assert not touches(by_label, page(1, [*body(1), headline(2)]))


def test_fresher_support_touches_nothing() -> None:
    """5 of 11 articles strike what 4 of 10 did; a decision changes what is struck."""
    fresher = replace(BOX, support_pages=5, support_of=11)
    shown = page(1, [*body(1), Line(BOX.pattern, PLACE)])
    assert not touches(changes(_with(BOX), _with(fresher), ()), shown)
    assert touches(changes(_with(BOX), _with(replace(BOX, state=RuleState.RETIRED)), ()), shown)


def test_a_headline_that_became_known_touches_the_pages_that_show_it() -> None:
    """By itself, or behind a label in the same block."""
    changed = changes(EMPTY, EMPTY, [title_key(headline(2))])
    assert touches(changed, page(1, [*body(1), headline(2)]))
    assert touches(changed, page(1, [*body(1), f"Next Article: {headline(2)}"]))
    assert not touches(changed, page(1, [*body(1), headline(3)]))
