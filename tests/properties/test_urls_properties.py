"""What holds for every address, well-formed or not."""

from hypothesis import given
from hypothesis import strategies as st

from pipelines.urls import absolute, host, origin, same_site, site_key, url_key

HOSTS = st.sampled_from(
    ["gazette.example", "WWW.gazette.co.uk", "www.www.x.com", "[::1]", "127.0.0.1", "a:80", "b:443"]
)
# Characters and pieces that have a meaning in addresses, so that chance finds their corners.
PIECES = st.one_of(
    st.sampled_from(
        [
            *"/?#&=;:@%.+\\",
            "..",
            "%2e",
            "%2F",
            "//",
            "index.html",
            ";jsessionid=1",
            "%3Bjsessionid=2",
        ]
    ),
    st.sampled_from(
        ["utm_source=x", "a=1", "id=2", "sid=0123456789abcdef", "www.", "%6aessionid="]
    ),
    st.text(max_size=4),
)
ADDRESSES = st.builds(
    "{}://{}/{}".format,
    st.sampled_from(["http", "https", "HTTPS"]),
    HOSTS,
    st.lists(PIECES, max_size=8).map("".join),
)
ANYTHING = st.one_of(ADDRESSES, st.text())


@given(ANYTHING)
def test_key_of_a_key_is_the_key(url: str) -> None:
    """Identity is idempotent, so that a stored key can be asked again."""
    assert url_key(url_key(url)) == url_key(url)


@given(ANYTHING, ANYTHING)
def test_an_absolute_address_is_plain_and_stays_itself(base: str, href: str) -> None:
    """ASCII, http(s), no fragment, no credentials; joining it again changes nothing."""
    address = absolute(base, href)
    if address is None:
        return
    assert address.isascii()
    assert address.startswith(("http://", "https://"))
    assert "#" not in address
    assert "@" not in host(address)
    assert absolute(base, address) == address


@given(ADDRESSES)
def test_making_an_address_absolute_keeps_its_identity(url: str) -> None:
    """What is fetched and what is compared name the same page."""
    address = absolute("https://gazette.example/", url)
    if address is not None:
        assert url_key(address) == url_key(url)


@given(ANYTHING)
def test_server_and_site_never_raise(url: str) -> None:
    """Either all three are known, or none is."""
    known = {bool(origin(url)), bool(host(url)), bool(site_key(url)), same_site(url, url)}
    assert len(known) == 1
