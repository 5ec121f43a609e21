"""What a robots.txt says to one crawler: RFC 9309, case by case."""

import time

import pytest

from crawler.middlewares.robots_rules import MAX_ROBOTS_BYTES, RobotsRules, product_token

SITE = "https://gazette.example"


def allowed(robots, path, token="copydesk"):
    """Whether the path may be asked; robots may be text or bytes."""
    body = robots if isinstance(robots, bytes) else robots.encode()
    return RobotsRules.parse(body, token).allows(SITE + path)


@pytest.mark.parametrize(
    ("user_agent", "token"),
    [
        ("copydesk/0.1 (+desk@example.org)", "copydesk"),
        ("CopyDesk", "copydesk"),
        ("news-reader_x/2", "news-reader_x"),
        ("Mozilla/5.0 (compatible; FooBot/1.0; +https://foo.example)", "foobot"),
        ("", ""),
    ],
)
def test_the_product_token_is_what_robots_files_address(user_agent, token):
    """Section 2.2.1: it is part of the user agent that is sent."""
    assert product_token(user_agent) == token


@pytest.mark.parametrize("named", ["copydesk", "COPYDESK", "CopyDesk/2.0", "copydesk bot"])
def test_a_group_names_the_crawler_in_any_case_and_with_a_version(named):
    """Section 2.2.1: matching is case-insensitive; what follows the token is no part of it."""
    assert not allowed(f"User-agent: {named}\nDisallow: /", "/a")


@pytest.mark.parametrize("named", ["copy", "desk", "copydesk-images", "x copydesk"])
def test_a_group_for_another_crawler_says_nothing(named):
    """Whole tokens are compared; Protego takes "copy" as meant for "copydesk"."""
    assert allowed(f"User-agent: {named}\nDisallow: /", "/a")


def test_the_named_group_beats_the_one_for_everybody():
    """Section 2.2.1: `*` counts only where no group names the crawler."""
    robots = "User-agent: *\nDisallow: /x\n\nUser-agent: copydesk\nDisallow: /y\n"
    assert allowed(robots, "/x")
    assert not allowed(robots, "/y")
    assert not allowed(robots, "/x", token="other")


def test_an_empty_group_allows_everything():
    """Being named without rules is a permission."""
    assert allowed("User-agent: *\nDisallow: /\nUser-agent: copydesk\nDisallow:\n", "/a")


def test_groups_for_the_same_crawler_are_joined():
    """Section 2.2.1: "MUST be combined into one group"."""
    robots = (
        "User-agent: copydesk\nDisallow: /a\nUser-agent: other\nDisallow: /\n"
        "User-agent: copydesk\nDisallow: /c\n"
    )
    assert [allowed(robots, path) for path in ("/a", "/b", "/c")] == [False, True, False]


def test_several_agents_share_the_rules_that_follow():
    """Section 2.1: a group begins with one or more user-agent lines."""
    robots = "User-agent: other\nUser-agent: copydesk\nDisallow: /a\n"
    assert not allowed(robots, "/a")


@pytest.mark.parametrize("line", ["Sitemap: https://x.example/s.xml", "Host: x", "Noindex: /", ""])
def test_other_records_do_not_end_a_group(line):
    """Section 2.2.4: parsing of other records must not interfere."""
    robots = f"User-agent: copydesk\n{line}\nUser-agent: other\nDisallow: /a\n"
    assert not allowed(robots, "/a")


def test_rules_before_any_user_agent_are_ignored():
    """Section 2.1: a rule belongs to a group."""
    assert allowed("Disallow: /\nUser-agent: other\nDisallow: /", "/a")


@pytest.mark.parametrize(
    ("rules", "path", "may"),
    [
        ("Disallow: /x/page.html\nAllow: /x/", "/x/page.html", False),
        ("Allow: /x/page.html\nDisallow: /x/", "/x/page.html", True),
        ("Allow: /x/page.html\nDisallow: /x/", "/x/", False),
        ("Disallow: /x\nAllow: /x", "/x", True),
        ("Disallow: /x\nAllow: /x/", "/x", False),
        ("Disallow: /*.html\nAllow: /page", "/page.html", False),
        ("Disallow: /*.html\nAllow: /x/page.", "/x/page.html", True),
    ],
)
def test_the_longest_match_wins_and_allow_wins_a_tie(rules, path, may):
    """Section 2.2.2: most octets; of equivalent rules the allow one."""
    assert allowed(f"User-agent: *\n{rules}", path) is may


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("/fish", "/fish.html", True),
        ("/fish", "/Fish.html", False),
        ("/fish", "/?id=/fish", False),
        ("/fish*", "/fishheads/a", True),
        ("/*.php", "/index?f=name.php/", True),
        ("/*.php$", "/folder/name.php", True),
        ("/*.php$", "/name.php?x", False),
        ("/*.php$", "/name.php5", False),
        ("/a*b*c$", "/a-b-b-c", True),
        ("/a*bc*c$", "/abc", False),
        ("*", "/", True),
        ("/$", "/", True),
        ("/$", "/a", False),
        ("/a$b", "/a$b/c", True),
        ("/a?x=*", "/a?x=1", True),
    ],
)
def test_star_stands_for_anything_and_dollar_for_the_end(pattern, path, matches):
    """Section 2.2.3."""
    assert allowed(f"User-agent: *\nDisallow: {pattern}", path) is not matches


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https://foo.bar", True),
        ("/foo/bar/\u30c4", "/foo/bar/%E3%83%84", True),
        ("/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84", True),
        ("/foo/bar/%62%61%7A", "/foo/bar/baz", True),
        ("/~joe/", "/%7Ejoe/a", True),
        ("/a%2fb", "/a/b", False),
        ("/a%3Fb", "/a?b", False),
    ],
)
def test_percent_encoding_makes_no_difference_but_for_reserved_characters(pattern, path, matches):
    """Section 2.2.2, with the table that it gives."""
    assert allowed(f"User-agent: *\nDisallow: {pattern}", path) is not matches


@pytest.mark.parametrize(
    "robots",
    [
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /a",
        b"User-agent: *\rDisallow: /a",
        b"User-agent: *\r\nDisallow: /a\r\n",
        b"user-agent *\ndisallow /a",
        b"  USERAGENT : * # all\n\tDissallow\t:\t/a  # why",
        b"User-agent: * everybody\nDisallow: /a",
        b"\x00\xff\xfe\nUser-agent: *\nDisallow: /a\n\xff",
    ],
)
def test_odd_writing_is_understood_as_site_owners_meant_it(robots):
    """A byte order mark, old line ends, no colon, common misspellings, comments, rubbish."""
    assert not allowed(robots, "/a")


def test_only_line_ends_end_a_line():
    """A form feed or a Unicode line separator in a pattern starts no rule."""
    assert allowed("User-agent: *\nDisallow: /x\u2028Disallow: /a\x0cDisallow: /a", "/a")


def test_a_path_in_another_charset_is_compared_byte_for_byte():
    """Old sites write Latin-1; the bytes are what a link holds."""
    assert not allowed(b"User-agent: *\nDisallow: /caf\xe9", "/caf%E9")


def test_robots_txt_itself_may_always_be_asked():
    """Section 2.2.2: "/robots.txt" is implicitly allowed."""
    assert allowed("User-agent: *\nDisallow: /", "/robots.txt")


def test_what_lies_behind_the_limit_is_not_read_and_the_cut_line_neither():
    """Section 2.5: half of "Disallow: /archive" would be "Disallow: /a"."""
    head = b"User-agent: *\nDisallow: /first\n"
    cut = b"Disallow: /archive"
    filler = b"#" * (MAX_ROBOTS_BYTES - len(head) - len(cut) + 5) + b"\n"
    robots = head + filler + cut + b"s/of-old"
    assert not allowed(robots, "/first")
    assert allowed(robots, "/archive")


def test_crawl_delay_belongs_to_the_agents_named_so_far():
    """No part of RFC 9309, and so no end of a group."""
    robots = b"User-agent: *\nCrawl-delay: 2.5\nDisallow: /a\nUser-agent: slow\nCrawl-delay: 90\n"
    assert RobotsRules.parse(robots, "copydesk").crawl_delay_s == 2.5
    assert RobotsRules.parse(robots, "slow").crawl_delay_s == 90


@pytest.mark.parametrize("value", ["", "soon", "-3", "nan", "inf", "1e999"])
def test_a_crawl_delay_that_is_no_number_asks_for_nothing(value):
    """A typing error must not stop a crawl for ever."""
    rules = RobotsRules.parse(f"User-agent: *\nCrawl-delay: {value}".encode(), "copydesk")
    assert not rules.crawl_delay_s


def test_no_pattern_is_slow():
    """Forty stars against a long address: an engine that tries all ways would never end."""
    robots = f"User-agent: *\nDisallow: /{'*a' * 40}b"
    began = time.process_time()
    assert allowed(robots, "/" + "a" * 2000)
    assert time.process_time() - began < 0.5
