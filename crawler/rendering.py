"""Which pages a browser has to render, and whether there is one: no Scrapy, no browser here.

Rule 1: the browser is the user's choice, site by site; nobody else pays for it, not in start-up.
Rule 2: what is missing is said before a run begins, with the command that brings it.
"""

import re
import shutil
from collections.abc import Callable, Iterable
from importlib.util import find_spec

from pipelines.errors import ConfigError
from pipelines.model import Site

# In a request's meta: the page is to be rendered.
RENDER = "render"
# What the systems call it; the first that is there.
CHROMIUM = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_DRIVER = "scrapy_playwright"


def is_rendered(site: Site, url: str) -> bool:
    """Whether the site's file has a browser render this page."""
    return any(re.search(pattern, url) for pattern in site.render)


def chromium(stated: str | None, which: Callable[[str], str | None] = shutil.which) -> str | None:
    """The path of the browser: the one that the user states, else the system's; None without."""
    names = (stated,) if stated else CHROMIUM
    return next((path for name in names if (path := which(name))), None)


def require_browser(
    sites: Iterable[Site],
    stated: str | None,
    find: Callable[[str], object] = find_spec,
    which: Callable[[str], str | None] = shutil.which,
) -> None:
    """Raises ConfigError where one of the sites needs a browser and something of it is missing.

    stated: the setting `chromium`. find, which: who knows the modules, and the programs.
    """
    keys = sorted(site.key for site in sites if site.render)
    if not keys:
        return
    who = keys[0] if len(keys) == 1 else f"{keys[0]} and {len(keys) - 1} more"
    if find(_DRIVER) is None:
        raise ConfigError(
            f"{who}: `render` needs the extra: python -m pip install 'copydesk[render]'"
        )
    if chromium(stated, which) is None:
        missing = f'"chromium": {stated} is no program' if stated else "no Chromium was found"
        raise ConfigError(
            f"{who}: `render` needs a browser, and {missing};"
            " `apt-get install chromium` brings one, the setting `chromium` names another"
        )
