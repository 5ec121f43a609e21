"""Site files: read strictly, written so that they can be read again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.errors import ConfigError
from pipelines.model import Cause, Expected, SiteRules, Source, SourceKind
from pipelines.site_text import FoundSource, SiteDraft, file_name, render, write_site
from pipelines.sites import load_files, load_site, load_sites

FULL = """
home = "https://www.gazette.example/"
name = "The Gazette"
language = "en"
feeds = ["https://www.gazette.example/rss"]
news_sitemaps = ["https://www.gazette.example/news.xml"]
sitemaps = ["https://www.gazette.example/map.xml", "https://www.gazette.example/news.xml"]
sections = ["https://www.gazette.example/world/"]

[articles]
include = ["/20[0-9]{2}/"]
exclude = ["/podcast/"]

[template]
keep = ["What happens next"]
drop = ["css:.promo"]

[crawl]
delay_s = 2
max_articles_per_run = 7
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_a_full_file_becomes_a_site(tmp_path: Path) -> None:
    """Every key arrives; a URL that is listed twice stays what says most of it."""
    site = load_site(written(tmp_path, "gazette.toml", FULL))
    base = "https://www.gazette.example"
    assert (site.key, site.name, site.language) == ("gazette.example", "The Gazette", "en")
    assert site.sources == (
        Source(url=f"{base}/rss", kind=SourceKind.FEED),
        Source(url=f"{base}/news.xml", kind=SourceKind.NEWS_SITEMAP),
        Source(url=f"{base}/map.xml", kind=SourceKind.SITEMAP),
        Source(url=f"{base}/world/", kind=SourceKind.SECTION),
    )
    assert site.rules == SiteRules(
        keep=("What happens next",),
        drop=("css:.promo",),
        include=("/20[0-9]{2}/",),
        exclude=("/podcast/",),
    )
    assert (site.delay_s, site.max_articles_per_run) == (2, 7)


def test_a_home_page_is_enough(tmp_path: Path) -> None:
    """The domain serves as the name."""
    site = load_site(written(tmp_path, "a.toml", 'home = "https://news.gazette.example"\n'))
    assert site.key == site.name == "news.gazette.example"


def test_every_problem_of_a_file_is_listed_with_its_line(tmp_path: Path) -> None:
    """A key in the wrong table is told where it belongs."""
    text = 'feds = []\nfeeds = ["gazette"]\ndelay_s = 3\n[articles]\nexclude = ["("]\n'
    path = written(tmp_path, "a.toml", text)
    with pytest.raises(ConfigError) as caught:
        load_site(path)
    assert str(caught.value).splitlines() == [
        f'{path}: "home" is missing',
        f'{path}:1: unknown key "feds"; the nearest known one is "feeds"',
        f'{path}:2: "feeds[0]": is no web address; it starts with https:// or http://',
        f'{path}:3: unknown key "delay_s"; the nearest known one is "crawl.delay_s"',
        f'{path}:5: "articles.exclude[0]": is no regular expression: '
        "missing ), unterminated subpattern at position 0",
    ]


def test_one_broken_file_leaves_the_others_usable(tmp_path: Path) -> None:
    """And it is reported."""
    written(tmp_path, "a.toml", "home = 3\n")
    written(tmp_path, "b.toml", 'home = "https://b.example"\n')
    sites, problems = load_sites(tmp_path)
    assert [site.key for site in sites] == ["b.example"]
    assert problems == (f'{tmp_path / "a.toml"}:1: "home" must be a valid string',)


def test_two_files_with_one_site_are_a_problem(tmp_path: Path) -> None:
    """The first by name counts; a site must not be crawled twice."""
    written(tmp_path, "a.toml", 'home = "https://b.example"\nname = "first"\n')
    written(tmp_path, "b.toml", 'home = "http://www.b.example/news"\n')
    files, problems = load_files(tmp_path)
    assert [file.site.name for file in files] == ["first"]
    assert len(problems) == 1
    assert "b.example has a file already" in problems[0]


def test_a_missing_folder_has_no_sites(tmp_path: Path) -> None:
    """Nothing was added yet; that is no error."""
    assert load_sites(tmp_path / "sites") == ((), ())


def test_a_written_draft_reads_back_as_the_same_site(tmp_path: Path) -> None:
    """Whatever the name holds: quotes, control characters, other scripts."""
    name = 'The "Gazette" \\ \x7f\x00\n🗞 газета'
    feed = Source(url="https://gazette.example/rss?a=%22", kind=SourceKind.FEED)
    section = Source(url="https://gazette.example/world", kind=SourceKind.SECTION)
    draft = SiteDraft(
        home="https://gazette.example/",
        name=name,
        language="ru",
        found=(
            FoundSource(source=section),
            FoundSource(source=feed, links=1, newest=datetime(2026, 3, 1, tzinfo=UTC)),
        ),
    )
    path = tmp_path / "sites" / "gazette.toml"
    text = write_site(path, draft)
    site = load_site(path)
    assert (site.name, site.home, site.language) == (name, draft.home, "ru")
    assert site.sources == (feed, section)
    assert "  # 1 article, newest 2026-03-01" in text


def test_an_existing_file_is_replaced_only_by_force(tmp_path: Path) -> None:
    """Rule 2: a person's work is never lost."""
    path = written(tmp_path, "a.toml", "# mine\n")
    draft = SiteDraft(home="https://a.example/")
    with pytest.raises(ConfigError, match="left as it is"):
        write_site(path, draft)
    assert path.read_text() == "# mine\n"
    write_site(path, draft, force=True)
    assert path.read_text() == render(draft)


def test_the_examples_in_a_written_file_are_valid(tmp_path: Path) -> None:
    """Removing the # in front of every example leaves a file that loads."""
    lines = render(SiteDraft(home="https://a.example/")).splitlines()
    shown = [
        line.removeprefix("# ") if line.startswith("# ") and " = " in line else line
        for line in lines
    ]
    site = load_site(written(tmp_path, "a.toml", "\n".join(shown)))
    assert site.rules.drop
    assert site.delay_s == 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Gazette", "the-gazette.toml"),
        ("localhost:8000", "localhost-8000.toml"),
        ("../../etc/passwd", "etc-passwd.toml"),
        ("...", "site.toml"),
    ],
)
def test_a_name_makes_a_safe_file_name(name: str, expected: str) -> None:
    """It stays in its folder on every file system."""
    assert file_name(name) == expected


@pytest.mark.parametrize(
    ("written_as", "patterns"),
    [("true", ("",)), ("false", ()), ('["/live/", "[?]app="]', ("/live/", "[?]app="))],
)
def test_a_browser_renders_a_site_or_some_of_its_pages(
    tmp_path: Path, written_as: str, patterns: tuple[str, ...]
) -> None:
    """`true` is the pattern that every address has."""
    text = f'home = "https://gazette.example/"\nrender = {written_as}\n'
    assert load_site(written(tmp_path, "gazette.toml", text)).render == patterns


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("render = 1", "gazette.toml:2: .*true, false, or a list of regular expressions"),
        ('render = ["(live"]', "gazette.toml:2: .*is no regular expression"),
        (
            "rendered = true",
            'gazette.toml:2: unknown key "rendered"; the nearest known one is "ren',
        ),
    ],
)
def test_what_render_cannot_be_is_said_with_its_line(
    tmp_path: Path, line: str, problem: str
) -> None:
    """A site that is silently not rendered would file empty pages."""
    path = written(tmp_path, "gazette.toml", f'home = "https://gazette.example/"\n{line}\n')
    with pytest.raises(ConfigError, match=problem):
        load_site(path)


def test_expectations_need_a_reason(tmp_path: Path) -> None:
    """Whoever reads the file later must know why it beats what is learned."""
    start = 'home = "https://www.gazette.example/"\n[expect]\nignore = ["paywall"]\n'
    with pytest.raises(ConfigError, match="reason"):
        load_site(written(tmp_path, "a.toml", start))
    whole = start + 'articles_per_day = [0, 40]\nreason = "a magazine"\n'
    assert load_site(written(tmp_path, "b.toml", whole)).expected == Expected(
        articles_per_day=(0, 40), ignored=(Cause.PAYWALL,), reason="a magazine"
    )


@pytest.mark.parametrize("wrong", ["articles_per_day = [9, 2]", 'ignore = ["paywal"]'])
def test_expectations_that_cannot_be_are_a_problem_of_the_file(tmp_path: Path, wrong: str) -> None:
    text = f'home = "https://www.gazette.example/"\n[expect]\nreason = "x"\n{wrong}\n'
    with pytest.raises(ConfigError, match=r"a\.toml"):
        load_site(written(tmp_path, "a.toml", text))
