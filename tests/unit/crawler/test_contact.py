"""Nobody's site is asked without a word on who asks."""

import pytest

from crawler.contact import require_contact
from pipelines.errors import ConfigError
from pipelines.settings import Settings


def settings(**stated: str) -> Settings:
    return Settings.model_validate(stated)


@pytest.mark.parametrize(
    "stated",
    [
        {"contact": "desk@example.org"},
        {"contact": "https://example.org/crawler"},
        {"user_agent": "gazette-bot/1 (+https://example.org/crawler)"},
        {"user_agent": "gazette-bot/1 (desk@example.org)"},
    ],
)
def test_a_mail_address_or_a_page_is_enough(stated: dict[str, str]) -> None:
    require_contact(settings(**stated), ["https://gazette.example/"])


@pytest.mark.parametrize("stated", [{}, {"user_agent": "gazette-bot/1"}])
@pytest.mark.parametrize(
    "address",
    ["https://gazette.example/", "gazette.example", "http://10.0.0.7/", "localhost.example"],
)
def test_without_one_no_strangers_site_is_asked(stated: dict[str, str], address: str) -> None:
    with pytest.raises(ConfigError, match="COPYDESK_CONTACT"):
        require_contact(settings(**stated), ["http://localhost:8000/", address])


@pytest.mark.parametrize(
    "address",
    ["http://localhost:8000/", "http://gazette.localhost/", "127.0.0.1:80", "http://[::1]:8/"],
)
def test_this_machines_own_sites_need_none(address: str) -> None:
    require_contact(settings(), [address])
