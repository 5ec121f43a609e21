"""What holds for strip and learn on any page at all."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model import Block, Page, Role, SiteRules, Template
from pipelines.template.folding import folded
from pipelines.template.keys import block_key
from pipelines.template.learn import learn
from pipelines.template.plain import blocks_of
from pipelines.template.strip import strip
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


windows = st.lists(pages(), max_size=8)
rules = st.sampled_from((SiteRules(), RULES))


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


@given(windows, st.randoms())
@settings(deadline=None)
def test_rules_do_not_depend_on_the_order_of_pages(window: list[Page], chance: Random) -> None:
    """Same evidence, same rules."""
    shuffled = list(window)
    chance.shuffle(shuffled)
    empty = Template(site="x")
    assert learn(window, empty, TITLES) == learn(shuffled, empty, TITLES)


@given(windows)
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
