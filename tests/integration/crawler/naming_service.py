"""Stands in for the system's name server, for the names that a test tells.

It is imported before Twisted, which takes hold of `socket.getaddrinfo` when it is imported itself.
"""

import socket
from typing import Any

# Of each host, the addresses of its first look-up, of its second, ...; the last ones for ever.
TOLD: dict[str, list[list[str]]] = {}
_LOOK_UP = socket.getaddrinfo


def _answered(host: Any, *args: Any, **kwargs: Any) -> Any:
    told = TOLD.get(host)
    if told is None:
        return _LOOK_UP(host, *args, **kwargs)
    addresses = told.pop(0) if len(told) > 1 else told[0]
    return [one for each in addresses for one in _LOOK_UP(each, *args, **kwargs)]


socket.getaddrinfo = _answered
