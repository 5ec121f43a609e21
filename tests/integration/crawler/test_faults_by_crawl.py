"""Servers that break the protocol, by crawl: one outcome each, no traceback, other pages go on."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

pytestmark = pytest.mark.slow

PAGE = b"Content-Type: text/html\r\n\r\n<p>Page.</p>"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00\xff\xfe no protocol at all\r\n\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n<p>ab</p>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: martian\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>Ha\r\nzz\r\n",
    ],
)
def test_a_broken_answer_ends_as_a_failure_that_is_due_again(site, crawl, answer):
    """Silence, rubbish, half headers, contradicting lengths, unknown framing, broken chunks."""
    site.answers["/a"] = answer
    crawled = crawl([site.url("/a"), site.url("/b")])
    assert crawled.outcome(site.url("/a")) in {"failed", "unreachable"}
    assert crawled.reason(site.url("/a"))
    assert crawled.outcome(site.url("/b")) == "page"


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.0 200 OK\r\n",
        b"HTTP/1.1 200\r\n",
        b"HTTP/1.1 200 OK\r\nno colon here\r\n",
        b"HTTP/1.1 200 OK\nX-Bare: line end\n",
    ],
)
def test_an_odd_answer_that_browsers_read_is_a_page(site, crawl, head):
    """Old servers, no phrase, a bad header line, bare line feeds."""
    site.answers["/a"] = head + PAGE
    assert crawl([site.url("/a")]).body(site.url("/a")) == "<p>Page.</p>"


def test_a_self_signed_certificate_is_refused(tls_site, crawl):
    """Scrapy's default takes any; a page from somebody in the middle must not be filed."""
    url = f"https://127.0.0.1:{tls_site.port}/a"
    crawled = crawl([url])
    assert crawled.outcome(url) == "unreachable"
    assert "TLS" in crawled.reason(url)
    assert tls_site.asked == []


@pytest.fixture(params=["names the host", "names nobody"])
def tls_site(request, site, tmp_path):
    """The site behind a certificate that nobody signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "gazette.example")])
    now = datetime.now(UTC)
    unsigned = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )
    if request.param == "names the host":
        host = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
        unsigned = unsigned.add_extension(host, critical=False)
    signed = unsigned.sign(key, hashes.SHA256())
    pem = tmp_path / "site.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    pem.write_bytes(secret + signed.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    site.tls = context
    return site
