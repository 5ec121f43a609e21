"""Protego, Scrapy's parser, as a second opinion on what a robots.txt allows.

Where RFC 9309 leaves no doubt the two must agree. What Protego reads otherwise is left out here
and stands in `robots_rules`: groups for the beginning of a product token, odd line ends, a
Crawl-delay within a list of user agents. And it counts a "?" in a pattern as three octets.
"""

from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from crawler.middlewares.robots_rules import RobotsRules

ORIGIN = "https://gazette.example"
STEPS = st.sampled_from(
    ["a", "b", "ab", "a%7Eb", "a~b", "%C3%A9", "é", "x.html", "x.htm", "A", "1"]
)
PATHS = st.builds(
    lambda steps, end, query: "/" + "/".join(steps) + end + query,
    st.lists(STEPS, max_size=3),
    st.sampled_from(["", "/"]),
    st.sampled_from(["", "?q=1", "?q=1&r=2"]),
)
PATTERNS = st.builds(
    lambda start, rest, end: start + rest + end,
    st.sampled_from(["/", "/a", "/ab/", "/*", "*"]),
    st.sampled_from(["", "b", "*/x", "*.htm", "a%7Eb", "é", "*1*r="]),
    st.sampled_from(["", "$", "*"]),
)
RULES = st.tuples(st.sampled_from(["Allow", "Disallow"]), st.one_of(PATTERNS, st.just("")))
AGENTS = st.sampled_from(["*", "copydesk", "Copydesk", "otherbot"])
GROUPS = st.tuples(st.lists(AGENTS, min_size=1, max_size=3), st.lists(RULES, max_size=5))


def written(groups: list[tuple[list[str], list[tuple[str, str]]]]) -> str:
    lines: list[str] = []
    for agents, rules in groups:
        lines += [f"User-agent: {agent}" for agent in agents]
        lines += [f"{name}: {value}" for name, value in rules] or ["Disallow:"]
    return "\n".join(lines) + "\n"


@given(st.lists(GROUPS, max_size=4), st.lists(PATHS, min_size=1, max_size=8))
def test_two_parsers_agree(
    groups: list[tuple[list[str], list[tuple[str, str]]]], paths: list[str]
) -> None:
    body = written(groups)
    ours = RobotsRules.parse(body.encode(), "copydesk")
    theirs = Protego.parse(body)
    for path in paths:
        url = f"{ORIGIN}{path}"
        assert ours.allows(url) == theirs.can_fetch(url, "copydesk"), (body, path)
