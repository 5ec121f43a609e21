"""Web addresses: which page one names, which server answers it, which site owns it.

Rule 1: the address that is fetched (`absolute`) and the page's identity (`url_key`) are two
    things. A key is compared and stored, never requested.
Rule 2: two addresses share a key only where that is sure. A wrong merge loses an article; a
    missed one costs a fetch, and the copy is found by its content.
Rule 3: nothing raises. What is no web address has no origin, no host and no site: "".
Rule 4: no network. The public suffix list is the one that tldextract brings along.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import SplitResult, quote, unquote_to_bytes, urljoin, urlsplit

from tldextract import TLDExtract
from w3lib.url import safe_url_string

MAX_URL_CHARS = 2083  # Scrapy's URLLENGTH_LIMIT: a longer one would be dropped there unseen

_PORTS = {"http": 80, "https": 443}
_NOTHING = {"", "http:", "https:", "http://", "https://"}  # feeds fill an absent link with these
# Controls and spaces as browsers trim them, and the invisible ones that feeds put around links.
_EDGES = "".join(map(chr, range(0x21))) + "\u00a0\u200b\u2028\u2029\ufeff"
_LINE_BREAKS = re.compile(r"[\t\r\n]+")
_BLANK = re.compile(r"[\x00-\x20]")
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")
_DEFAULT_PORT = re.compile(r":(80|443)$")  # either: the key's scheme is not the address's
_DOT_SEGMENT = re.compile(r"/(\.|%2e){1,2}(?=/|$)", re.IGNORECASE)
_PATH_SESSION = re.compile(r";(jsessionid|phpsessid)=[^/?#;]*", re.IGNORECASE)
_DIRECTORY_PAGES = {"index.html", "index.htm", "index.php"}
_DOTS = {".", ".."}
_ENCODED_DOT = re.compile(r"%2e", re.IGNORECASE)
# What stays plain in a key besides letters, digits and `-._~`.
_PLAIN_IN_PATH = "!$&'()*+,;=:@"
_PLAIN_IN_QUERY = "!$'()*,;:@/?"

# Parameters that say how a reader came, never what the page shows: courlan's list as whole
# names, and what newsrooms' own marketing tools add. courlan matches `cid`, `eid`, `uid`, `gl`
# and `keyword` too, and as beginnings ("gallery" for "ga"); on news sites these name the article
# or the topic, so by rule 2 they stay.
_TRACKER_NAMES = """
    dclid fbclid fbcid gclid gclsrc twclid yclid ysclid clickid gbraid msclkid igsh igshid
    partnerid wbraid ttclid li_fat_id epik
    aff affi affiliate campaign kwd medium ref referer referrer ref_src ref_url source xtor xtref
    _ga _gl _hsenc _hsmi hsctatracking __twitter_impression amp_js_v usqp
    cmp cmpid icid ito ncid ocid smid smtyp ftag wt_mc wt.mc_id wt_zmc s_kwcid s_cid ef_id
    mbid sref srnd taid tsrc guccounter guce_referrer guce_referrer_sig soc_src soc_trk
    fb_action_ids fb_action_types fb_ref fb_source
    phpsessid jsessionid aspsessionid sessionid session_id cfid cftoken
"""
_TRACKERS = frozenset(_TRACKER_NAMES.split())
_TRACKER_STARTS = (
    *("ad_", "ads_", "at_", "ga_", "gs_", "itm_", "mc_", "mkt_", "ml_", "mtm_", "ns_"),
    *("oly_", "pk_", "utm_", "vero_", "aspsessionid"),
)
_TRACKER_ENDS = ("_campaign", "_medium", "_referrer", "_source")
# `sid` is a story's number on old newsrooms and a session elsewhere; a session's value is long.
_SESSIONS = frozenset({"sess", "session", "sid"})
_SESSION_VALUE = re.compile(r"[0-9A-Za-z]{16,}")

_SUFFIXES = TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)


def absolute(base: str, href: str) -> str | None:
    """The address that a link leads to, ready to be requested; None if it is no web address.

    base: the page's own address (or its <base>). href: as written in the page, with its white
    space and line breaks. The answer is http or https, percent-encoded, its host in lower-case
    ASCII, dot segments resolved, without credentials, fragment or default port, at most
    `MAX_URL_CHARS` long. An empty href, or a mere fragment, names no other page: None.
    Source: URL Standard (backslashes, trimming), RFC 3986 section 5.
    """
    written = _as_browsers_read(href)
    if written.lower() in _NOTHING or len(written) > MAX_URL_CHARS:
        return None
    try:
        parts = urlsplit(safe_url_string(urljoin(_as_browsers_read(base), written)))
    except ValueError:
        return None
    server = _host_and_port(parts)
    if server is None:
        return None
    address = f"{parts.scheme}://{server}{_resolved(parts.path)}"
    if parts.query:
        address += f"?{parts.query}"
    return address if len(address) <= MAX_URL_CHARS else None


def url_key(url: str) -> str:
    """The identity of the page at `url`, equal for its spellings; idempotent.

    Always https, host without "www.", no default port, credentials or fragment; trackers and
    session numbers dropped, other parameters sorted; slashes single, none at the end, no
    index.html. Text that is no web address is its own key, trimmed.
    """
    parts, server = _server(url)
    if not parts or not server:
        return _as_browsers_read(url)
    query = "&".join(_key_parameters(parts.query))
    key = f"https://{_without_www(_DEFAULT_PORT.sub('', server))}{_key_path(parts.path)}"
    return f"{key}?{query}" if query else key


def origin(url: str) -> str:
    """Scheme, host and port as one string, the port only where it is not the scheme's own.

    Robots rules and parking hold for an origin. Source: RFC 6454 section 6.2.
    """
    parts, server = _server(url)
    return f"{parts.scheme}://{server}" if parts and server else ""


def host(url: str) -> str:
    """The host in lower-case ASCII, with its port only where that is not the scheme's own."""
    return _server(url)[1]


def site_key(url: str) -> str:
    """The site that owns the address: its registrable domain, private suffixes included.

    Two papers on one blog host are two sites. An IP address or a single label is its own site,
    with its port, because development servers differ in nothing else. A name under no public
    suffix ("gazette.localhost") stays whole, but for a leading "www.".
    """
    return _site_of(host(url))


def same_site(a: str, b: str) -> bool:
    """Whether one site owns both addresses."""
    key = site_key(a)
    return bool(key) and key == site_key(b)


@lru_cache(maxsize=4096)
def _site_of(server: str) -> str:
    name = server if server.endswith("]") else server.partition(":")[0]
    if "." not in name or _is_ip(name):
        return server
    return _SUFFIXES(name).top_domain_under_public_suffix or _without_www(name)


def _is_ip(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _server(url: str) -> tuple[SplitResult | None, str]:
    try:
        parts = urlsplit(safe_url_string(_as_browsers_read(url)))
    except ValueError:
        return None, ""
    return parts, _host_and_port(parts) or ""


def _host_and_port(parts: SplitResult) -> str | None:
    """None for another scheme than http(s), a host that cannot be one, or a port out of range."""
    name = parts.netloc.rpartition("@")[2].lower()
    name, port = _divided(name)
    name = name.removesuffix(".")
    if parts.scheme not in _PORTS or not _HOST.fullmatch(name) or len(name) > 253:
        return None
    if not port or int(port) == _PORTS[parts.scheme]:
        return name
    return f"{name}:{int(port)}"


def _divided(server: str) -> tuple[str, str]:
    name, colon, port = server.rpartition(":")
    return (name, port) if colon and port.isascii() and port.isdigit() else (server, "")


def _as_browsers_read(text: str) -> str:
    """Trimmed, blanks encoded, backslashes turned; without the fragment, which no server sees."""
    address = _LINE_BREAKS.sub("", text.partition("#")[0].strip(_EDGES))
    address = _BLANK.sub(lambda blank: f"%{ord(blank[0]):02X}", address)
    if "\\" not in address:
        return address
    before, mark, query = address.partition("?")
    return before.replace("\\", "/") + mark + query


def _resolved(path: str) -> str:
    """Dot segments resolved here, or `/open/../closed` would pass a robots rule for /open."""
    if not _DOT_SEGMENT.search(path):
        return path or "/"
    return "/" + "/".join(_without_dots(path.split("/")[1:]))


def _without_dots(segments: Iterable[str]) -> list[str]:
    """Source: RFC 3986 section 5.2.4; a last dot segment leaves the slash before it."""
    kept: list[str] = []
    plain = ""
    for segment in segments:
        plain = _ENCODED_DOT.sub(".", segment)
        if plain == "..":
            del kept[-1:]
        elif plain != ".":
            kept.append(segment)
    return [*kept, ""] if plain in _DOTS else kept


def _key_path(path: str) -> str:
    spelled = (_requoted(segment, _PLAIN_IN_PATH) for segment in path.split("/")[1:])
    plain = (_PATH_SESSION.sub("", segment).rstrip(";") for segment in spelled)
    segments = [segment for segment in _without_dots(plain) if segment]
    while segments and segments[-1].lower() in _DIRECTORY_PAGES:
        segments.pop()
    return "".join(f"/{segment}" for segment in segments)


def _key_parameters(query: str) -> list[str]:
    pairs = (pair.replace("+", "%20").partition("=") for pair in query.split("&") if pair)
    plain = (
        (_requoted(name, _PLAIN_IN_QUERY), _requoted(value, _PLAIN_IN_QUERY))
        for name, _, value in pairs
    )
    return sorted(f"{name}={value}" for name, value in plain if not _is_tracker(name, value))


def _requoted(text: str, plain: str) -> str:
    """One spelling for equal bytes: `%7e` is `~`; `%2f` is `%2F`, which is no slash."""
    return quote(unquote_to_bytes(text), safe=plain)


def _without_www(server: str) -> str:
    while server.startswith("www.") and "." in server.removeprefix("www."):
        server = server.removeprefix("www.")
    return server


def _is_tracker(name: str, value: str) -> bool:
    name = name.lower()
    return (
        name in _TRACKERS
        or name.startswith(_TRACKER_STARTS)
        or name.endswith(_TRACKER_ENDS)
        or (name in _SESSIONS and bool(_SESSION_VALUE.fullmatch(value)))
    )
