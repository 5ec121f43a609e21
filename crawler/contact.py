"""Whom a site can reach: nobody's site is asked without a word on who asks.

Source: RFC 9110 section 10.1.5: a robot's user agent or From names the person responsible.
"""

import re
from collections.abc import Iterable

from pipelines.errors import ConfigError
from pipelines.settings import Settings
from pipelines.urls import host

_LOOPBACK = re.compile(r"(?:127(?:\.\d{1,3}){3}|\[::1\]|(?:.+\.)?localhost)(?::\d+)?")
# A mail address or a web address, as crawlers put it into their user agent.
_REACHES = re.compile(r"\S@\S|https?://\S")


def require_contact(settings: Settings, addresses: Iterable[str]) -> None:
    """Raises ConfigError where a site besides this machine's own would be asked by nobody."""
    if _REACHES.search(settings.agent):
        return
    strangers = [one for one in addresses if not _LOOPBACK.fullmatch(host(_with_scheme(one)))]
    if strangers:
        raise ConfigError(
            "sites must be able to reach you: write your mail address or a web page into `contact`"
            ' in copydesk.toml (contact = "desk@example.org"), or set COPYDESK_CONTACT'
        )


def _with_scheme(address: str) -> str:
    return address if "://" in address else f"https://{address}"
