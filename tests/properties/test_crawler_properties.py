"""What holds of robots rules and of unpacking for any input."""

import gzip
import zlib

import brotli
from hypothesis import given
from hypothesis import strategies as st

from crawler.middlewares.limits import decode
from crawler.middlewares.refusals import BodyDamaged, LimitExceeded
from crawler.middlewares.robots_rules import RobotsRules

LIMIT = 10_000
PACKERS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}
encodings = st.sampled_from(sorted(PACKERS))
paths = st.text(alphabet="ab/.%2f?*$~", max_size=12).map(lambda text: f"/{text}")
records = st.lists(
    st.tuples(st.sampled_from(["Allow", "Disallow", "User-agent", "Crawl-delay"]), paths)
)


@given(st.binary(max_size=300), st.text(max_size=40))
def test_any_bytes_are_a_robots_txt(body, url):
    """Nothing raises: what cannot be read says nothing."""
    RobotsRules.parse(body, "copydesk").allows(url)


@given(records, paths)
def test_a_longer_allow_of_the_very_path_beats_all_other_rules(lines, path):
    """RFC 9309 section 2.2.2: the most specific match decides, wherever it stands."""
    written = "\n".join(f"{name}: {value}" for name, value in lines if name != "User-agent")
    plain = path.replace("*", "").replace("$", "").replace("%", "").replace("?", "")
    address = plain + "x" * 40
    robots = f"User-agent: *\n{written}\nAllow: {address}\n"
    assert RobotsRules.parse(robots.encode(), "copydesk").allows(f"https://a.example{address}")


@given(st.binary(max_size=LIMIT), encodings)
def test_unpacking_gives_back_what_was_packed(body, encoding):
    """Byte for byte."""
    assert decode(PACKERS[encoding](body), [encoding], LIMIT) == (body, [])


@given(st.binary(min_size=1, max_size=500), encodings, st.data())
def test_no_beginning_of_a_packed_body_passes_for_the_whole(body, encoding, data):
    """It is refused; only a beginning without any mark of its encoding is taken as plain text."""
    packed = PACKERS[encoding](body)
    cut = data.draw(st.integers(min_value=2, max_value=len(packed) - 1))
    try:
        decoded = decode(packed[:cut], [encoding], LIMIT)
    except BodyDamaged:
        return
    raise AssertionError(decoded)


@given(st.binary(max_size=500), encodings)
def test_any_bytes_are_unpacked_or_refused(body, encoding):
    """A server may send anything under any label."""
    try:
        unpacked, _ = decode(body, [encoding], LIMIT)
    except (BodyDamaged, LimitExceeded):
        return
    assert len(unpacked) <= LIMIT
