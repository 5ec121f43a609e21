"""Which addresses may be connected to."""

from ipaddress import ip_network

import pytest

from crawler.middlewares.address import is_allowed


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::"]
)
def test_the_public_internet_is_open(address):
    """Also through NAT64 and 6to4, when the address inside is public."""
    assert is_allowed(address, [])


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1"),
        *("240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::127.0.0.1"),
        *("fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1"),
        *("64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:7f00:1::", "100::1"),
        *("", "gazette.example", "127.0.0.1:80"),
    ],
)
def test_everything_else_is_closed(address):
    """Private, link-local, metadata, carrier NAT, multicast, documentation, and all disguises."""
    assert not is_allowed(address, [])


def test_an_opened_network_is_open_in_its_disguises_too_and_nothing_besides():
    """The user names networks; the rest of the inside stays closed."""
    networks = [ip_network("127.0.0.0/8"), ip_network("fd00::/8")]
    assert is_allowed("127.0.0.1", networks)
    assert is_allowed("::ffff:127.0.0.1", networks)
    assert is_allowed("fd12::1", networks)
    assert not is_allowed("::1", networks)
    assert not is_allowed("10.0.0.1", networks)


def test_a_wide_network_of_ipv6_does_not_open_the_ipv4_inside():
    """Who opens a NAT64 prefix has opened it; `::/0` opens everything, as it says."""
    assert not is_allowed("64:ff9b::7f00:1", [ip_network("2000::/3")])
    assert is_allowed("64:ff9b::7f00:1", [ip_network("64:ff9b::/96")])
