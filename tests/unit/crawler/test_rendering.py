"""Which pages a browser renders, and what is said where there is none."""

import pytest

from crawler.rendering import chromium, is_rendered, require_browser
from pipelines.errors import ConfigError
from pipelines.model import Site

PLAIN = Site(key="plain.example", name="Plain", home="https://plain.example/")
WHOLE = Site(key="app.example", name="App", home="https://app.example/", render=("",))
SOME = Site(key="some.example", name="Some", home="https://some.example/", render=("/app/", "live"))


@pytest.mark.parametrize(
    ("site", "path", "rendered"),
    [
        (PLAIN, "story", False),
        (WHOLE, "story", True),
        (SOME, "app/story", True),
        (SOME, "2026/live-blog", True),
        (SOME, "2026/story", False),
    ],
)
def test_a_site_or_some_of_its_addresses_are_rendered(site, path, rendered):
    """The expressions are searched in the whole address."""
    assert is_rendered(site, site.home + path) is rendered


def nothing(name):
    """A system that has no such module, or program."""


def everything(name):
    """A system that has it all."""
    return f"/usr/bin/{name}"


def test_without_the_extra_the_command_that_brings_it_is_named():
    """A run over thousands of sites must not begin and then fail on some."""
    with pytest.raises(
        ConfigError, match=r"^app\.example.*pip install 'copydesk\[render\]'"
    ) as said:
        require_browser([PLAIN, WHOLE], None, find=nothing, which=everything)
    assert said.value.exit_code == 5


@pytest.mark.parametrize(
    ("stated", "reason"),
    [(None, "no Chromium was found"), ("/opt/odd", '"chromium": /opt/odd is no program')],
)
def test_without_a_browser_the_way_to_one_is_named(stated, reason):
    """The extra brings the driver only; the browser is the system's."""
    with pytest.raises(ConfigError, match=reason) as said:
        require_browser([WHOLE, SOME], stated, find=everything, which=nothing)
    assert str(said.value).startswith("app.example and 1 more: ")
    assert "apt-get install chromium" in str(said.value)


def test_nobody_pays_for_a_browser_that_no_site_needs():
    """Neither the extra nor the browser is looked for."""

    def forbidden(name):
        raise AssertionError(name)

    require_browser([PLAIN], None, find=forbidden, which=forbidden)


def test_what_the_user_states_beats_what_the_system_has():
    """Of the system's names the first counts."""
    assert chromium("/opt/mine", everything) == "/usr/bin//opt/mine"
    assert chromium(None, everything) == "/usr/bin/chromium"
    assert chromium(None, nothing) is None
