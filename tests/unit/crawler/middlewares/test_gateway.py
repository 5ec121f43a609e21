"""The rendered page's way to the network, spoken to as a browser speaks to it."""

import asyncio
import socket
from collections.abc import Callable
from ipaddress import ip_network

import pytest

from crawler.middlewares.gateway import Gateway

OPEN = (ip_network("127.0.0.1/32"),)
LIMIT = 1_000_000
DONE, FORBIDDEN, UNREACHABLE = 0, 2, 4


async def far_end(answer: bytes) -> asyncio.Server:
    """A host on loopback that says the same to everybody, once it has heard a line."""

    async def serve(reader, writer):
        await reader.readline()
        writer.write(answer)
        await writer.drain()
        writer.close()

    return await asyncio.start_server(serve, "127.0.0.1", 0)


def named(host: str, port: int) -> bytes:
    """SOCKS5: no secret, then a connection to a host by its name."""
    raw = host.encode()
    return b"\x05\x01\x00\x05\x01\x00\x03" + bytes((len(raw),)) + raw + port.to_bytes(2, "big")


def numbered(address: str, port: int) -> bytes:
    """The same by its number."""
    family, kind = (socket.AF_INET6, b"\x04") if ":" in address else (socket.AF_INET, b"\x01")
    return b"\x05\x01\x00\x05\x01\x00" + kind + socket.inet_pton(family, address) + port.to_bytes(2)


async def heard(gateway: Gateway, asked: bytes) -> tuple[int, bytes]:
    """The gateway's reply to what was asked, and what came through it."""
    port = int(gateway.address.rpartition(":")[2])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(asked + b"hello\n")
    try:
        reply = await reader.readexactly(12)
        return reply[3], await reader.read(-1)
    except (OSError, asyncio.IncompleteReadError):
        return -1, b""
    finally:
        writer.close()


def said(asked: Callable[[int], bytes], networks=OPEN, answer=b"good day", limit=LIMIT, proxy=None):
    """One connection to a port of the far end, and the gateway that it went through."""

    async def talk():
        server = await far_end(answer)
        port = server.sockets[0].getsockname()[1]
        async with Gateway(networks, proxy and f"{proxy}:{port}", limit) as gateway:
            reply = await heard(gateway, asked(port))
        server.close()
        return reply, gateway

    return asyncio.run(asyncio.wait_for(talk(), 20))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "gazette.localhost", "127.1"])
def test_an_opened_host_is_connected_to(host):
    """By any of its names, and both sides hear each other."""
    (code, text), gateway = said(lambda port: named(host, port))
    assert (code, text) == (DONE, b"good day")
    assert gateway.left_bytes == LIMIT - len(b"good day")


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "0.0.0.0"),
        *("::1", "::ffff:127.0.0.1", "10.0.0.1", "169.254.169.254", "64:ff9b::7f00:1"),
    ],
)
def test_an_inside_address_is_refused_in_every_spelling(host):
    """The rule is the crawl's own; what was refused can be counted."""
    (code, text), gateway = said(lambda port: named(host, port), networks=())
    assert (code, text) == (FORBIDDEN, b"")
    assert gateway.blocked == [host]


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "192.168.0.1"])
def test_an_address_by_its_number_is_judged_too(address):
    """A browser may look names up by itself."""
    (code, _), _ = said(lambda port: numbered(address, port), networks=())
    assert code == FORBIDDEN


def test_a_host_without_an_address_is_unreachable():
    """RFC 2606: this name never has one."""
    (code, _), gateway = said(lambda port: named("gazette.invalid", port))
    assert (code, gateway.blocked) == (UNREACHABLE, [])


@pytest.mark.parametrize(
    "asked",
    [b"GET / HTTP/1.1\r\n\r\n\r\n", b"\x05\x01\x00\x05\x02\x00\x01\x7f\x00\x00\x01\x00\x50"],
)
def test_anything_but_a_connection_ends_it(asked):
    """Another protocol, and BIND."""
    (code, text), _ = said(lambda port: asked)
    assert (code, text) == (-1, b"")


def test_what_comes_through_is_bounded():
    """The rest never arrives, and it can be seen that there was more."""
    (_, text), gateway = said(
        lambda port: named("127.0.0.1", port), answer=b"x" * 500_000, limit=100_000
    )
    assert gateway.is_over
    assert len(text) <= 100_000


def test_everything_goes_through_the_users_proxy():
    """It may stand inside, and is told the name: what lies behind it is its own business."""
    answer = b"HTTP/1.1 200 Connection established\r\n\r\nfrom afar"
    (code, text), _ = said(
        lambda port: named("gazette.invalid", 443),
        networks=(),
        answer=answer,
        proxy="http://who:secret@127.0.0.1",
    )
    assert (code, text) == (DONE, b"from afar")


def test_a_proxy_that_refuses_is_a_host_out_of_reach():
    """Its error page must not pass for the host's answer."""
    (code, text), _ = said(
        lambda port: named("gazette.invalid", 443),
        answer=b"HTTP/1.1 403 Forbidden\r\n\r\nno",
        proxy="http://127.0.0.1",
    )
    assert (code, text) == (UNREACHABLE, b"")


def test_connections_end_with_their_page():
    """A host that says nothing more holds nobody."""

    async def talk():
        server = await far_end(b"")
        async with Gateway(OPEN, None, LIMIT) as gateway:
            port = int(gateway.address.rpartition(":")[2])
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(named("127.0.0.1", server.sockets[0].getsockname()[1]))
            await reader.readexactly(12)
        server.close()
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", port)
        try:
            return await asyncio.wait_for(reader.read(-1), 5)
        except ConnectionResetError:
            return b""

    assert asyncio.run(talk()) == b""
