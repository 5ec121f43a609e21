"""The only way from a rendered page to the network: a SOCKS5 proxy on loopback, one for each page.

Rule 1: the browser resolves no name and connects nowhere else; the name is resolved here, and the
    connection goes to an address that was judged (`address.is_allowed`). A name that resolves
    differently the second time changes nothing, and neither does a redirect: it comes here, too.
Rule 2: what a page may load is bounded over all of its connections; beyond it they all end.
Rule 3: when the page is done, its connections are.

Source: RFC 1928; its UDP and BIND are refused, and nobody is asked who he is: who can connect to
loopback can reach as much by himself.
"""

import asyncio
import struct
from base64 import b64encode
from collections.abc import Sequence
from ipaddress import ip_address
from socket import SOCK_STREAM
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from crawler.middlewares.address import Network, is_allowed, is_localhost

_STEP_BYTES = 64 * 1024
_CONNECT_S = 10.0
_VERSION, _CONNECT, _IPV4, _NAME, _IPV6 = 5, 1, 1, 3, 4
_DONE, _FORBIDDEN, _UNREACHABLE = 0, 2, 4
_HEAD_BYTES = 16 * 1024
_PROXY_PORTS = {"http": 80, "https": 443}

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class ForbiddenError(Exception):
    """The host lies at no address that may be connected to."""


class Gateway:
    """Open as a context; `address` is what the browser is told.

    proxy: the user's HTTP proxy, through which everything goes instead; what lies behind it is
    its operator's business. blocked: hosts that were refused.
    """

    def __init__(self, networks: Sequence[Network], proxy: str | None, limit_bytes: int) -> None:
        self.blocked: list[str] = []
        self.left_bytes = limit_bytes
        self._networks = networks
        self._proxy = proxy
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        """Listen on a port of loopback."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_HEAD_BYTES)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Listen no more, and end what is open."""
        assert self._server is not None
        self._server.close()
        self._end_all()

    @property
    def address(self) -> str:
        """The proxy's address."""
        assert self._server is not None
        return f"socks5://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    @property
    def is_over(self) -> bool:
        """Whether the page wanted more than it may load."""
        return self.left_bytes < 0

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            far = await self._answered(reader, writer)
            if far is not None:
                await self._between((reader, writer), far)
        except (OSError, EOFError):
            pass  # one of the two hung up, which is how most connections end
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _answered(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> Streams | None:
        """The far end, once the browser has heard that it is there; None if there is none."""
        asked = await _asked(reader, writer)
        if asked is None:
            return None
        try:
            async with asyncio.timeout(_CONNECT_S):
                far = await self._connected(*asked)
        except ForbiddenError:
            self.blocked.append(asked[0])
            writer.write(_reply(_FORBIDDEN))
            return None
        except (OSError, EOFError, TimeoutError):
            writer.write(_reply(_UNREACHABLE))
            return None
        writer.write(_reply(_DONE))
        return far

    async def _connected(self, host: str, port: int) -> Streams:
        """Raises ForbiddenError, OSError, EOFError."""
        if self._proxy:
            return await _through(self._proxy, host, port)
        failed: OSError = OSError(f"{host} has no address")
        for address in await self._addresses(host, port):
            try:
                return await asyncio.open_connection(address, port, limit=_STEP_BYTES)
            except OSError as error:
                failed = error
        raise failed

    async def _addresses(self, host: str, port: int) -> Sequence[str]:
        """The host's addresses that may be connected to. Raises ForbiddenError when none may."""
        found = ["127.0.0.1"] if is_localhost(host) else await _resolved(host, port)
        allowed = [address for address in found if is_allowed(address, self._networks)]
        if found and not allowed:
            raise ForbiddenError(host)
        return allowed

    async def _between(self, near: Streams, far: Streams) -> None:
        """Pass on what either says, until one of them ends."""
        self._writers.add(far[1])
        out = asyncio.ensure_future(_pass_on(near[0], far[1]))
        try:
            while piece := await far[0].read(_STEP_BYTES):
                self.left_bytes -= len(piece)
                if self.is_over:
                    self._end_all()
                    return
                near[1].write(piece)
                await near[1].drain()
        finally:
            out.cancel()
            self._writers.discard(far[1])
            far[1].close()

    def _end_all(self) -> None:
        for writer in tuple(self._writers):
            writer.transport.abort()


async def _asked(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> tuple[str, int] | None:
    """Where the browser wants to; None where it asks for anything but a connection."""
    version, methods = await reader.readexactly(2)
    if version != _VERSION:
        return None
    await reader.readexactly(methods)
    writer.write(bytes((_VERSION, 0)))
    _, command, _, kind = await reader.readexactly(4)
    host = await _host(reader, kind)
    (port,) = struct.unpack("!H", await reader.readexactly(2))
    return (host, port) if command == _CONNECT and host else None


async def _host(reader: asyncio.StreamReader, kind: int) -> str:
    if kind == _NAME:
        (length,) = await reader.readexactly(1)
        return (await reader.readexactly(length)).decode("latin-1")
    sizes = {_IPV4: 4, _IPV6: 16}
    return str(ip_address(await reader.readexactly(sizes[kind]))) if kind in sizes else ""


def _reply(code: int) -> bytes:
    return bytes((_VERSION, code, 0, _IPV4, 0, 0, 0, 0, 0, 0))


async def _resolved(host: str, port: int) -> list[str]:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=SOCK_STREAM)
    return [str(sockaddr[0]) for *_, sockaddr in found]


async def _through(proxy: str, host: str, port: int) -> Streams:
    """A tunnel that the user's proxy opens (RFC 9110 section 9.3.6). Raises OSError, EOFError."""
    parts = urlsplit(proxy)
    reader, writer = await asyncio.open_connection(
        parts.hostname,
        parts.port or _PROXY_PORTS[parts.scheme],
        ssl=True if parts.scheme == "https" else None,
        limit=_STEP_BYTES,
    )
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    lines = [f"CONNECT {place} HTTP/1.1", f"Host: {place}"]
    if parts.username:
        who = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        lines.append(f"Proxy-Authorization: Basic {b64encode(who.encode()).decode()}")
    writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.LimitOverrunError as error:
        raise OSError("the proxy's answer does not end") from error
    if head.split(b" ", 2)[1:2] != [b"200"]:
        writer.close()
        raise OSError("the proxy opens no tunnel")
    return reader, writer


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while piece := await reader.read(_STEP_BYTES):
            writer.write(piece)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()
    except OSError:
        writer.close()  # the other direction hears of it
