"""The settings that keep a crawl safe are set, and name components that exist."""

import pytest
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

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
