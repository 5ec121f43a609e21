"""What holds for strip and learn on any page at all."""

from dataclasses import replace
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipelines.jobs.deciding import builtin, decided
from pipelines.model import Block, Cleaned, Match, Page, Role, Rule, RuleState, SiteRules, Template
from pipelines.template.evidence import rulebook
from pipelines.template.folding import folded
from pipelines.template.keys import block_key
from pipelines.template.learn import learn
from pipelines.template.plain import blocks_of
from pipelines.template.sitewise import learned
from pipelines.template.strip import divide, strip
from pipelines.template.structure import place
from pipelines.template.titles import title_key

HEADLINES = (
    "Night ferry returns to the island",
    "Moon over ward nine: what to expect",
    "Will the old pier open before the spring?",
)
TEXTS = (
    *HEADLINES,
    "No time to read?",
    "Previous Article",
    "Next Article",
    "Next",
    "Read also: Moon over ward nine: what to expect",
    "Background",
    "What happens next",
    "By Wilma Quarrel",
    "Editor's note: the tide table was wrong.",
    "1,234 shares",
    "* * *",
    "Zwizz the bar",
    "The board met in the old hall and voted to close the pier until both wards have paid.",
    "Each ward sent three skippers to the hearing, and none of them had seen the new tide table.",
    "Fog delayed the morning boats again on Monday, although the forecast had promised sun.",
)
PATHS = ("", "article/p", "article/h2", "article/div.k7/p", "body/nav/a", "div.newsletter/p")
TITLES = {title_key(text): f"https://gazette.example/{at}" for at, text in enumerate(HEADLINES)}
RULES = SiteRules(keep=("Zwizz the bar",), drop=("css:.k7 p",))

texts = st.one_of(st.sampled_from(TEXTS), st.text(max_size=60))


@st.composite
def blocks(draw: st.DrawFn) -> tuple[Block, ...]:
    """Blocks with rising indexes, some of them only neighbours of the body."""
    found = []
    index = 0
    for text in draw(st.lists(texts, max_size=14)):
        index += draw(st.sampled_from((1, 1, 1, 4)))
        found.append(
            Block(
                index=index,
                text=text,
                role=draw(st.sampled_from((Role.PARAGRAPH, Role.PARAGRAPH, Role.HEADING))),
                path=draw(st.sampled_from(PATHS)),
                link_share=draw(st.sampled_from((0.0, 0.0, 1.0))),
                in_body=draw(st.booleans()) or draw(st.booleans()),
            )
        )
    return tuple(found)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """A page of the invented site."""
    number = draw(st.integers(0, 30))
    return Page(
        url=f"https://gazette.example/{number}",
        headline=draw(st.sampled_from((*HEADLINES, ""))),
        language=draw(st.sampled_from(("en", "", "de-AT"))),
        blocks=draw(blocks()),
    )


@st.composite
def lines(draw: st.DrawFn) -> Block:
    """A line that a site prints on many of its pages."""
    return Block(
        index=0,
        text=draw(st.sampled_from(TEXTS)),
        path=draw(st.sampled_from(PATHS)),
        link_share=draw(st.sampled_from((0.0, 1.0))),
    )


@st.composite
def sites(draw: st.DrawFn) -> list[Page]:
    """Pages with text of their own and, above, amid or below it, lines that they share."""
    shared = draw(st.lists(lines(), min_size=1, max_size=6))
    return [draw(printed(number, shared)) for number in range(draw(st.integers(2, 9)))]


@st.composite
def printed(draw: st.DrawFn, number: int, shared: list[Block]) -> Page:
    """One page of such a site; its headline may be another's, too."""
    own = [Block(index=0, text=text, path="article/p") for text in _sentences(number)]
    for line in shared:
        if draw(st.integers(0, 3)):
            role = draw(st.sampled_from((Role.PARAGRAPH, Role.PARAGRAPH, Role.HEADING)))
            own.insert(draw(st.sampled_from((0, 1, len(own)))), replace(line, role=role))
    return Page(
        url=f"https://gazette.example/{number}",
        headline=draw(st.sampled_from((f"Ward {number} votes again on its ferry", HEADLINES[0]))),
        language="en",
        blocks=tuple(replace(block, index=at) for at, block in enumerate(own)),
    )


def _sentences(number: int) -> list[str]:
    return [
        f"Witness {number}-{at} told the board of ward {number} that {number + at} boats had left"
        " before the tide turned, and nobody in the hall disagreed with her."
        for at in range(3)
    ]


windows = st.lists(pages(), max_size=8)
batches = st.one_of(
    sites(), st.lists(pages(), min_size=2, max_size=8, unique_by=lambda page: page.url)
)
rules = st.sampled_from((SiteRules(), RULES))


def _divided(cleaned: Cleaned) -> tuple[object, ...]:
    """What stays and what goes by which rule; not the reason in words."""
    return cleaned.kept, [(one.block, one.rule, one.evidence) for one in cleaned.removals]


def _matches(rule: Rule, block: Block) -> bool:
    if rule.match is Match.PATH:
        return place(block.path) == rule.pattern
    spot = place(block.path)
    return rule.match is Match.TEXT and (rule.pattern, rule.path) == (block_key(block.text), spot)


@given(pages(), windows, rules)
@settings(deadline=None)
def test_kept_and_removals_are_the_body_in_order(
    page: Page, window: list[Page], site: SiteRules
) -> None:
    """Nothing is ever lost, added or edited."""
    cleaned = strip(page, learn(window, Template(site="x"), {}), site, TITLES)
    removed = [removal.block for removal in cleaned.removals]
    assert [b.index for b in removed] == sorted(b.index for b in removed)
    together = sorted([*cleaned.kept, *removed], key=lambda block: block.index)
    assert tuple(together) == tuple(block for block in page.blocks if block.in_body)


@given(pages(), windows, rules)
@settings(deadline=None)
def test_what_is_kept_is_kept_again(page: Page, window: list[Page], site: SiteRules) -> None:
    """strip(kept) removes nothing more, with the neighbours of the body and without."""
    template = learn(window, Template(site="x"), {})
    cleaned = strip(page, template, site, TITLES)
    gone = {removal.block.index for removal in cleaned.removals}
    beside = tuple(block for block in page.blocks if block.index not in gone)
    for rest in (cleaned.kept, beside):
        assert strip(replace(page, blocks=rest), template, site, TITLES) == replace(
            cleaned, removals=()
        )


@given(pages(), windows)
@settings(deadline=None)
def test_the_article_s_own_headline_is_never_struck(page: Page, window: list[Page]) -> None:
    """Whatever was learned and whoever else claims it."""
    cleaned = strip(page, learn(window, Template(site="x"), {}), SiteRules(), TITLES)
    own = title_key(page.headline)
    assert not own or own not in {title_key(removal.block.text) for removal in cleaned.removals}


@given(pages(), windows, rules, st.randoms())
@settings(deadline=None)
def test_strip_is_deterministic(
    page: Page, window: list[Page], site: SiteRules, chance: Random
) -> None:
    """Neither the order of rules and titles nor what was asked before makes a difference."""
    template = learn(window, Template(site="x"), {})
    cleaned = strip(page, template, site, TITLES)
    mixed = replace(template, rules=tuple(chance.sample(template.rules, len(template.rules))))
    assert strip(page, mixed, site, dict(reversed(TITLES.items()))) == cleaned
    assert divide(page, rulebook(template), site, TITLES) == cleaned


@given(batches, st.randoms())
@settings(deadline=None)
def test_the_order_within_a_batch_makes_no_difference(batch: list[Page], chance: Random) -> None:
    """Pages whose addresses differ; a headline that several have belongs to any one of them.

    Which one is named in a removal's reason is the only thing that may differ.
    """
    shuffled = chance.sample(batch, len(batch))
    one, other = (learned("x", pages, max(1, len(batch))) for pages in (batch, shuffled))
    assert one.template == other.template
    assert one.titles.keys() == other.titles.keys()
    for page in batch:
        assert _divided(one.cleaned(page, SiteRules())) == _divided(
            other.cleaned(page, SiteRules())
        )


@given(batches, st.data())
@settings(deadline=None)
def test_a_person_s_protect_always_wins(batch: list[Page], data: st.DataObject) -> None:
    """Over all that was learned, over phrases, structure and titles, and over learning again."""
    template = learn(batch, Template(site="x"), {})
    assume(template.rules)
    wanted = data.draw(st.sampled_from(template.rules))
    once = decided(template, wanted, RuleState.PROTECTED)
    for known in (once, learn(batch, once, TITLES)):
        for page in batch:
            removals = strip(page, known, SiteRules(), TITLES).removals
            assert not [one for one in removals if _matches(wanted, one.block)]
            assert wanted.key not in {one.rule for one in removals}


@given(pages(), windows)
@settings(deadline=None)
def test_a_rule_that_is_switched_off_strikes_nothing(page: Page, window: list[Page]) -> None:
    """Those of phrases, places and titles, too, that no template has learned."""
    template = learn(window, Template(site="x"), {})
    for removal in strip(page, template, SiteRules(), TITLES).removals:
        rule = builtin(removal.rule, removal.evidence)
        without = decided(template, rule, RuleState.PROTECTED)
        again = strip(page, without, SiteRules(), TITLES)
        assert removal.rule not in {one.rule for one in again.removals}


@given(st.one_of(windows, sites()), st.randoms())
@settings(deadline=None)
def test_rules_do_not_depend_on_the_order_of_pages(window: list[Page], chance: Random) -> None:
    """Same evidence, same rules."""
    shuffled = list(window)
    chance.shuffle(shuffled)
    empty = Template(site="x")
    assert learn(window, empty, TITLES) == learn(shuffled, empty, TITLES)


@given(st.one_of(windows, sites()))
@settings(deadline=None)
def test_learning_again_changes_nothing(window: list[Page]) -> None:
    """The version rises when rules change, never otherwise."""
    once = learn(window, Template(site="x"), TITLES)
    assert learn(window, once, TITLES) == once


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """Keys are compared with keys of keys (phrases, site files)."""
    assert folded(folded(text)) == folded(text)
    assert block_key(block_key(text)) == block_key(text)


@given(st.text())
def test_flat_text_keeps_every_word(text: str) -> None:
    """Cutting into blocks loses white space only."""
    assert " ".join(block.text for block in blocks_of(text)).split() == text.split()
