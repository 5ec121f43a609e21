"""Which machines may be connected to: the public internet, and what the user opened.

Rule 1: the check is made where Twisted gets its addresses. It connects to exactly what the
    resolver hands out, IP literals in any spelling included, so neither `http://0x7f.1/` nor a
    name that resolves differently the second time passes.
Rule 2: an address that carries another one inside (IPv4-mapped, 6to4, NAT64) is judged by both.
Rule 3: a configured proxy is a trusted hop: its own address is not checked, and what lies behind
    it is its operator's business. Proxies in the environment are not used.
"""

from collections.abc import Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.resolver import CachingHostnameResolver, HostResolution
from scrapy.settings import BaseSettings
from scrapy.utils.datatypes import LocalCache
from twisted.internet.address import IPv4Address as TwistedIPv4Address
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IAddress, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.middlewares.refusals import AddressBlocked, AddressRefused, SchemeRefused
from pipelines.urls import absolute

Network = IPv4Network | IPv6Network
# zope's interfaces are no types that mypy could check: an IResolutionReceiver, an IHostResolution.
Receiver = Any
Resolution = Any
Address = IPv4Address | IPv6Address

# The only block of IPv6 that is given out as global unicast (IANA, RFC 4291 section 2.4).
_GLOBAL_UNICAST_6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
_REMEMBERED = 10_000  # as many as Scrapy's DNS cache


def is_allowed(address: str, networks: Sequence[Network]) -> bool:
    """Whether a connection to this address may be made.

    address: IPv4 or IPv6 as text, with or without zone. networks: what the user opened besides
    the public internet. True for globally routable unicast and for members of `networks`; an
    address that carries an IPv4 address inside must be right in both. Text that is no address
    is not allowed. Raises nothing.
    """
    try:
        outer = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if any(outer in network for network in networks):
        return True
    inner = _inner(outer)
    if inner is not None:
        return is_allowed(str(inner), networks)
    if isinstance(outer, IPv6Address) and outer not in _GLOBAL_UNICAST_6:
        return False
    return outer.is_global and not outer.is_multicast and not outer.is_reserved


def opened_networks(settings: BaseSettings) -> tuple[Network, ...]:
    """What the user opened besides the public internet."""
    return tuple(ip_network(text, strict=False) for text in settings.getlist("ALLOW_NETWORKS"))


def _inner(address: Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to, if it does."""
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


class GuardedResolver(CachingHostnameResolver):
    """Twisted's resolver for the whole process: it hands out allowed addresses only.

    `localhost` and every name under it are 127.0.0.1 without a look-up (RFC 6761 section 6.3),
    and then checked like all others.
    """

    def __init__(
        self, reactor: ReactorBase, cache_size: int, networks: Sequence[Network], trusted: str
    ) -> None:
        super().__init__(reactor, cache_size)
        self._networks = networks
        self._trusted = trusted
        self._blocked: LocalCache[str, str] = LocalCache(_REMEMBERED)

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Scrapy's way to build a component."""
        settings = crawler.settings
        networks = opened_networks(settings)
        trusted = urlsplit(settings.get("HTTP_PROXY_URL") or "").hostname or ""
        return cls(reactor, settings.getint("DNSCACHE_SIZE"), networks, trusted)

    def blocked_address(self, host: str) -> str | None:
        """The forbidden address that the host was last found at; None if it was not blocked."""
        return self._blocked.get(_ascii(host))

    def resolveHostName(  # noqa: N802  Twisted's name
        self,
        resolutionReceiver: Receiver,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Resolution:
        """Resolve as Twisted's `IHostnameResolver` says, without the forbidden addresses."""
        receiver = resolutionReceiver
        if _ascii(hostName) != self._trusted:
            receiver = _Guard(resolutionReceiver, self, hostName)
        if is_localhost(hostName):
            return _loopback(receiver, hostName, portNumber)
        return super().resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )

    def judge(self, host: str, address: str) -> bool:
        """Whether the host may be connected to at this address; a no is remembered."""
        if is_allowed(address, self._networks):
            return True
        self._blocked[_ascii(host)] = address
        return False


@implementer(IResolutionReceiver)
class _Guard:
    """Passes on what the resolver finds, without the forbidden addresses."""

    def __init__(self, receiver: Receiver, resolver: GuardedResolver, host: str) -> None:
        self._receiver = receiver
        self._resolver = resolver
        self._host = host

    def resolutionBegan(self, resolution: Resolution) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if self._resolver.judge(self._host, address.host):
            self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        self._receiver.resolutionComplete()


class AddressMiddleware:
    """Lets only web addresses pass, without credentials, through the configured proxy or none.

    What a link or a source names was cleaned when it was read; where a redirect leads was not.
    """

    def __init__(self, proxy: str | None) -> None:
        self._proxy = proxy

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to build a component."""
        return cls(crawler.settings.get("HTTP_PROXY_URL") or None)

    def process_request(self, request: Request) -> Request | None:
        """Raises SchemeRefused, AddressRefused."""
        parts = urlsplit(request.url)
        if parts.scheme not in {"http", "https"}:
            raise SchemeRefused(f"scheme: {parts.scheme or 'none'} is not asked, only http(s)")
        address = absolute("", request.url)
        if address is None:
            raise AddressRefused("address: names no host that can be asked, or is too long")
        # None, not absent: Scrapy would look for a proxy in the environment.
        request.meta.setdefault("proxy", self._proxy)
        # Somebody's password would be sent to whom another page names, and stored with the page.
        return request.replace(url=address) if "@" in parts.netloc else None


def refuse_blocked(resolver: object, request: Request) -> None:
    """Raises AddressBlocked where the resolver found the request's host at a forbidden address.

    resolver: the reactor's; another one than ours blocks nothing.
    """
    host = urlsplit(request.url).hostname or ""
    address = resolver.blocked_address(host) if isinstance(resolver, GuardedResolver) else None
    if address is not None:
        raise AddressBlocked(
            f"blocked address: {host} is at {address}, not on the public internet"
            " (`allow_networks` opens a network)"
        )


def _loopback(receiver: Receiver, host: str, port: int) -> Resolution:
    resolution = HostResolution(host)
    receiver.resolutionBegan(resolution)
    receiver.addressResolved(TwistedIPv4Address("TCP", "127.0.0.1", port))
    receiver.resolutionComplete()
    return resolution


def is_localhost(host: str) -> bool:
    """Whether the name is this machine without a look-up (RFC 6761 section 6.3)."""
    name = host.lower().removesuffix(".")
    return name == "localhost" or name.endswith(".localhost")


def _ascii(host: str) -> str:
    """One spelling of a host for look-ups: Twisted asks in Unicode, requests are in ASCII."""
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return host.lower()
