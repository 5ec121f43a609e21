"""What the fuzzer starts from: small invented documents that reach deep into each reader."""

import gzip
import zlib
from collections.abc import Mapping, Sequence

import brotli  # type: ignore[import-untyped]

_RSS = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>G</title><ttl>60</ttl><item>
<title>Bridge &amp;amp; quay</title><link>https://gazette.example/a?utm_source=x</link>
<guid isPermaLink="false">7</guid><pubDate>Sun, 01 Mar 2026 10:00:00 +0100</pubDate>
<dc:creator>A. Nother</dc:creator><description><![CDATA[<p>One</p>]]></description>
<category>town</category></item></channel></rss>"""
_ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/x/" xml:lang="en"><entry>
<id>tag:1</id><title type="html">&lt;b&gt;Bridge</title><link rel="alternate" href="a"/>
<updated>2026-03-01T10:00Z</updated><author><name>A</name></author></entry></feed>"""
_SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
<loc>https://gazette.example/a</loc><lastmod>2026-03-01</lastmod><news:news><news:publication>
<news:name>G</news:name><news:language>en</news:language></news:publication><news:title>Bridge
</news:title><news:publication_date>2026-03-01T09:00:00Z</news:publication_date></news:news></url>
</urlset>"""
_INDEX = b"<sitemapindex><sitemap><loc>/s.xml.gz</loc></sitemap></sitemapindex>"
_JSON_FEED = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/a",'
_JSON_FEED += b' "title": "Bridge", "date_published": "2026-03-01T09:00:00Z", "tags": ["a"]}]}'
_LAUGHS = b"""<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>
<rss><item><link>&b;</link></item></rss>"""
_LD = """{"@context": "https://schema.org", "@graph": [{"@type": ["NewsArticle"],
"headline": "Harbour bridge opens", "datePublished": "2026-03-01T09:00:00+01:00",
"author": [{"@type": "Person", "name": "A. Nother"}, "B. Nother"], "isAccessibleForFree": "False",
"image": {"@id": "#i"}, "articleBody": "One &amp; two.", "keywords": "a,b",
"mainEntityOfPage": {"@id": "https://gazette.example/2026/harbour-bridge-opens"}},
{"@id": "#i", "url": "/i.jpg"}, {"@type": "BreadcrumbList", "itemListElement": [{"item":
{"name": "Town"}}]}]}"""
_TEXT = "".join(
    f"<p>Paragraph {n} of the story says how long the works at the quay will last.</p>"
    for n in range(4)
)
_PAGE = (
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>Harbour bridge opens - G</title>"
    "<meta property='og:title' content='Harbour bridge opens'><base href='/b/'>"
    "<link rel=canonical href='/a'><link rel=next href='?page=2'>"
    "<meta property='article:published_time' content='2026-03-01T09:00:00Z'>"
    f"<script type='application/ld+json'>{_LD}</script></head><body><nav><a href=/>Home</a></nav>"
    f"<article><h1>Harbour bridge opens</h1><p class=byline>By A. Nother</p><time>1 March 2026"
    f"</time>{_TEXT}<pre>a  b</pre><table><tr><td>1<td>2</table></article>"
    "<script>window.__STATE__={'a':[1,2]}</script></body></html>"
).encode()
_ROBOTS = b"""User-agent: *\nDisallow: /a*b$\nAllow: /a%2Fb\nCrawl-delay: 2\nSitemap: /s.xml
Content-Signal: ai-train=no\nLicense: /l\nUser-agent: GPTBot\nDisallow: /\n"""
_SITE = b"""home = "https://gazette.example/"\nname = "G"\nfeeds = ["https://gazette.example/f"]
render = ["/live/"]\n[articles]\ninclude = ["/20[0-9]{2}/"]\n[template]\ndrop = ["css:.box", "x"]
[crawl]\ndelay_s = 1.0\n"""
_FLAT = (
    b"Bridge opens\n1 March 2026\nOne sentence of the first story.\nGet a summary\n\x1e"
    b"Quay closes\n2 March 2026\nOne sentence of the second story.\nGet a summary\n"
)

SEEDS: Mapping[str, Sequence[bytes]] = {
    "feeds": [
        bytes((kind, charset)) + body
        for kind, body in (
            *((0, _RSS), (0, _ATOM), (0, _JSON_FEED), (0, _LAUGHS), (1, _SITEMAP), (1, _INDEX)),
            *((2, gzip.compress(_SITEMAP)), (1, b"https://gazette.example/a\n"), (3, _PAGE)),
        )
        for charset in (0, 4)
    ],
    "home": [b"\0" + _PAGE, b"\0" + _ROBOTS, b"\0" + _RSS],
    "robots": [_ROBOTS, b'[{"location": "/", "tdm-reservation": 1, "tdm-policy": "/p"}]'],
    "json_ld": [_LD.encode(), b'{"@type": "NewsArticle", "headline": [' + b"[" * 50],
    "dates": [
        *(b"2026-03-01T09:00:00+01:00", b"Sun, 01 Mar 2026 10:00:00 GMT", b"03/04/26 5:06 pm"),
        *("1 марта 2026, 10:00".encode(), "2026年3月1日".encode(), b"1772355600", b"20260301T1000"),
        *(b"9999-12-31", b"2026-02-30", b"2026-03-01T10:00:00+99:99", "２０２６-03-01".encode()),
    ],
    "addresses": [
        *(b"https://gazette.example/a/../b?x=1&utm_source=y#f\n../c;sid=1", b"//[::1]/\n//["),
        *(b"http://user:pass@gazette.example:80/%7e\n\\\\x", b"HTTP://0x7f.1\n?a=%2F"),
        "https://züri.example/ä\nhttps://①②⑦.⓪.⓪.①/".encode(),
    ],
    "site_files": [_SITE, b"home = 1", b"[a"],
    "flat_texts": [_FLAT, "Вечер\nОдно предложение.\x1eУтро\nДва.".encode("cp1251")],
    "html": [
        *(b"\0" + _PAGE, b"\x01" + _PAGE.decode().encode("utf-16"), b"\x04" + _PAGE),
        *(b"\0<p>" + b"&#x0b;&#xFFFE;&#55296;" * 3, b"\0" + b"<div>" * 300 + _PAGE),
    ],
    "lines": [b'{"id": 1, "url": "https://gazette.example/a", "html": "<p>One.</p>"}', b"[", b"{}"],
    "packed": [
        *(b"\0" + gzip.compress(_PAGE), b"\x01" + zlib.compress(_PAGE)),
        b"\x02" + brotli.compress(_PAGE),
        *(b"\x04" + brotli.compress(gzip.compress(_PAGE)), b"\x03\x28\xb5\x2f\xfd\x04\x00"),
    ],
}  # fmt: skip

# What chance alone would rarely write, as libFuzzer's dictionaries spell it.
WORDS: Sequence[str] = (
    *("<!DOCTYPE", "<!ENTITY", "<![CDATA[", "]]>", "<item>", "<link>", "<loc>", "xml:base"),
    *("&#x0b;", "&#55296;", "&amp;", "<base href=", "<meta charset=", "application/ld+json"),
    *("@graph", "@type", "datePublished", "2026-02-30", "+99:99", "User-agent:", "Disallow:"),
    *("http://", "//[", "%2e%2e", r"\x00", r"\xff\xfe", r"\xef\xbb\xbf", r"\x1f\x8b"),
    *(r"\xe2\x80\xae", r"\xed\xa0\x80", "<svg>", "</p>", "<template>", "<script", "<button>"),
    *("<time datetime=", "rel=canonical", "1e999", "NaN", "&#128;", "<pre>", "<table>", "&lt;"),
)
