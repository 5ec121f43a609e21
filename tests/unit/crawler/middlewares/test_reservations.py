"""What an origin reserves against machines: read from its files, and held against an address."""

import json

import pytest

from crawler.middlewares.reservations import Reservations, of_tdmrep
from pipelines.model import Signal

SITE = "https://gazette.example"


def signals(robots: str) -> list[tuple[str, str]]:
    return [(one.name, one.value) for one in Reservations.read(robots.encode()).signals]


def test_every_kind_of_record_is_noted_as_it_was_said() -> None:
    """Names in any case; comments are none of it; each once."""
    robots = """
User-agent: gptbot
User-agent: CCBot
Disallow: /

User-agent: *
content-signal: search=yes, ai-train=no  # since May
Content-Signal: search=yes, ai-train=no
LICENSE: https://gazette.example/license.xml
Disallow: /private/
"""
    assert signals(robots) == [
        ("robots-ai-group", "CCBot"),
        ("robots-ai-group", "GPTBot"),
        ("content-signal", "search=yes, ai-train=no"),
        ("rsl-license", "https://gazette.example/license.xml"),
    ]


@pytest.mark.parametrize(
    "robots",
    [
        "",
        "User-agent: *\nDisallow: /\n",
        "User-agent: GPTBot\nAllow: /\n",
        "# GPTBot is welcome\nUser-agent: *\nAllow: /\n",
        "User-agent: copydesk\nDisallow: /\n",
        "Content-Signal:\n",
    ],
)
def test_what_reserves_nothing_is_no_signal(robots: str) -> None:
    """A group that allows, a comment, our own group."""
    assert signals(robots) == []


@pytest.mark.parametrize(
    "robots", [b"\xff\xfe\x00", b"content-signal: \xff\xfe", b"license:" * 9999]
)
def test_no_bytes_make_it_fail(robots: bytes) -> None:
    """Rule 2."""
    assert isinstance(Reservations.read(robots).refusal(SITE), str)


@pytest.mark.parametrize(
    ("robots", "path", "reason"),
    [
        ("User-agent: ClaudeBot\nDisallow: /news/", "/news/a", "to ClaudeBot"),
        ("User-agent: ClaudeBot\nDisallow: /news/", "/sport/a", ""),
        ("Content-Signal: ai-train=yes", "/a", ""),
        ("Content-Signal: ai-input = no", "/a", "ai-input"),
        ("Content-Signal: ai-train=no", "/a", "ai-train=no"),
    ],
)
def test_a_reservation_holds_where_it_says(robots: str, path: str, reason: str) -> None:
    """An AI crawler's rules hold for its paths, a content signal for all."""
    refusal = Reservations.read(robots.encode()).refusal(SITE + path)
    assert reason in refusal
    assert bool(refusal) == bool(reason)


def test_a_tdm_file_s_entries_are_signals_that_hold_for_their_places() -> None:
    """`LOCATION RESERVATION POLICY`; what is no entry is passed over."""
    policy = "https://gazette.example/policy.json"
    entries = [
        {"location": "/news/*.html", "tdm-reservation": 1, "tdm-policy": policy},
        {"location": "/press/", "tdm-reservation": 0},
        {"tdm-reservation": 1},
        "/everything",
    ]
    found = of_tdmrep(json.dumps(entries).encode())
    assert found == (
        Signal("tdmrep", f"/news/*.html 1 {policy}"),
        Signal("tdmrep", "/press/ 0"),
    )
    said = Reservations.read(b"", found)
    assert said.refusal(f"{SITE}/news/a.html")
    assert not said.refusal(f"{SITE}/press/a.html")


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b"[1, 2]", b"[" * 100_000])
def test_a_tdm_file_that_is_none_reserves_nothing(body: bytes) -> None:
    """Many servers answer every address with a page."""
    assert of_tdmrep(body) == ()
