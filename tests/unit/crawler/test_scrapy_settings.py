"""The settings that keep a crawl safe are set, and name components that exist."""

from importlib.metadata import requires

import pytest
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from crawler.project import chosen
from pipelines.configuration import load

SETTINGS = Settings()
SETTINGS.setmodule("crawler.settings", priority="project")


@pytest.mark.parametrize(
    "name",
    [
        *("TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED", "COOKIES_ENABLED"),
        *("HTTPCACHE_ENABLED", "ROBOTSTXT_OBEY"),
    ],
)
def test_what_opens_a_port_or_tells_visits_apart_is_off(name):
    """Scrapy 2.19 has most of them on, and its robots middleware leaks."""
    assert SETTINGS.getbool(name) is False


def test_only_http_and_https_have_a_handler():
    """A link to a file or a bucket must find nobody who would open it."""
    handlers = SETTINGS.getwithbase("DOWNLOAD_HANDLERS")
    assert {scheme for scheme, handler in handlers.items() if handler} == {"http", "https"}


def test_every_named_component_exists():
    """A misspelt path would be found out by the first user otherwise."""
    ours = [
        *SETTINGS["DOWNLOADER_MIDDLEWARES"],
        *SETTINGS["RETRY_EXCEPTIONS"],
        *filter(None, dict(SETTINGS["DOWNLOAD_HANDLERS"]).values()),
        *(SETTINGS["DUPEFILTER_CLASS"], SETTINGS["TWISTED_DNS_RESOLVER"]),
    ]
    assert all(load_object(path) for path in ours)


def test_every_setting_is_one_that_scrapy_or_we_know():
    """A misspelt name is silently ignored by Scrapy."""
    own = {
        *("ALLOW_NETWORKS", "HTTP_PROXY_URL"),
        *("CHROMIUM", "RENDER_CONCURRENCY", "RENDER_MAXSIZE", "RENDER_SETTLE", "RENDER_TIMEOUT"),
        *("DOWNLOAD_HEADERS_MAXSIZE", "ROBOTS_CRAWL_DELAY_CAP_S"),
    }
    project = {name for name in SETTINGS if SETTINGS.getpriority(name) == 20}
    assert project - set(Settings()) == own


# What docs and SECURITY.md promise of single settings; each row is a trap of Scrapy's defaults.
SAFE = {
    "DOWNLOAD_DELAY": 0.5,
    "DOWNLOAD_DELAY_JITTER": 0.5,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_MAXSIZE": 10 * 1024 * 1024,
    "DOWNLOAD_HEADERS_MAXSIZE": 64 * 1024,
    "DOWNLOAD_TIMEOUT": 30,
    "DOWNLOAD_FAIL_ON_DATALOSS": True,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "REDIRECT_MAX_TIMES": 5,
    "REFERRER_POLICY": "no-referrer",
    "URLLENGTH_LIMIT": 2083,
    "MEMUSAGE_LIMIT_MB": 2048,
    "RETRY_TIMES": 1,
    "TWISTED_DNS_RESOLVER": "crawler.middlewares.address.GuardedResolver",
    "JOBDIR": None,
    "HTTPCACHE_ENABLED": False,
    "ALLOW_NETWORKS": [],
    "HTTP_PROXY_URL": None,
    "HTTPAUTH_USER": "",
}


@pytest.mark.parametrize("name", SAFE)
def test_each_setting_that_safety_hangs_on_has_its_value(name):
    """Who changes one changes what is promised, and this line with it."""
    assert SETTINGS.get(name) == SAFE[name]


def test_a_users_settings_open_nothing_that_these_close():
    """What is laid over them are limits, manners and networks: no port, no cookie, no handler."""
    laid = set(chosen(load(None, {}, {}).settings))
    closed = set(SAFE) - {"DOWNLOAD_DELAY", "DOWNLOAD_MAXSIZE", "ALLOW_NETWORKS", "HTTP_PROXY_URL"}
    named = {"TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED", "COOKIES_ENABLED"}
    assert not laid & (closed | named | {"DOWNLOAD_HANDLERS", "DOWNLOADER_MIDDLEWARES"})


def test_scrapy_is_no_older_than_its_last_advisory():
    """2.17.0 mended the last one (GHSA-76g3-c3x4-crvx); the names that we lean on hold to 2.19."""
    (wanted,) = (one for one in requires("copydesk") or () if one[:7] in ("scrapy<", "scrapy>"))
    assert {"<2.20", ">=2.19"} == set(wanted.removeprefix("scrapy").split(","))
