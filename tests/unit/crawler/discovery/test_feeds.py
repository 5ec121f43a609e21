"""What feeds say of their articles, and what they do not."""

import json
from datetime import UTC, datetime

import pytest

from crawler.discovery.feeds import ITEM_LIMIT, read_feed
from crawler.discovery.values import Reading
from pipelines.model import Link, Source, SourceKind

SOURCE = Source(url="https://gazette.example/feeds/all.xml", kind=SourceKind.FEED)
FETCHED = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def read(body: str | bytes, content_type: str | None = None) -> Reading:
    payload = body.encode() if isinstance(body, str) else body
    return read_feed(payload, content_type, SOURCE, FETCHED)


def rss(items: str, channel: str = "", head: str = "") -> str:
    return (
        f'{head}<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
        ' xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">'
        f"<channel><title>The Gazette</title>{channel}{items}</channel></rss>"
    )


def only(reading: Reading) -> Link:
    (link,) = reading.links
    return link


def test_rss_item_gives_every_hint() -> None:
    """Title, both dates, all authors, description, language and keywords come from the item."""
    reading = read(
        rss(
            "<item><media:title>A photo</media:title><title>Bridge &amp; tunnel open</title>"
            "<link>/town/bridge</link><pubDate>Sat, 28 Feb 2026 09:30:00 +0100</pubDate>"
            "<atom:updated>2026-02-28T10:00:00Z</atom:updated>"
            "<dc:creator>Ann Lee</dc:creator><dc:creator>Bo Ek</dc:creator>"
            "<description>&lt;p&gt;Both&lt;br/&gt;opened.&lt;/p&gt;</description>"
            "<category>Town</category><category>Roads</category></item>",
            channel="<language>en-GB</language>",
        )
    )
    assert only(reading) == Link(
        url="https://gazette.example/town/bridge",
        found_in=SOURCE.url,
        kind=SourceKind.FEED,
        title="Bridge & tunnel open",
        date_published=datetime(2026, 2, 28, 8, 30, tzinfo=UTC),
        lastmod=datetime(2026, 2, 28, 10, 0, tzinfo=UTC),
        authors=("Ann Lee", "Bo Ek"),
        description="Both opened.",
        language="en-GB",
        keywords=("Town", "Roads"),
    )
    assert reading.problem == ""


@pytest.mark.parametrize(
    ("document", "names"),
    [
        (rss("<item><link>/a</link><guid isPermaLink='false'>tag:1</guid></item>"), ["tag:1"]),
        (
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>urn:uuid:7</id>"
            "<link href='/a'/></entry></feed>",
            ["urn:uuid:7"],
        ),
        ('{"items": [{"url": "/a", "id": 17}, {"url": "/b", "id": []}]}', ["17", None]),
        (
            rss(
                "<item><link>/a</link><guid>1</guid></item><item><link>/b</link><guid>1</guid>"
                "</item><item><link>/c</link><guid>2</guid></item>"
                "<item><link>/c</link><guid>2</guid></item>"
            ),
            [None, None, "2", "2"],
        ),
    ],
)
def test_an_entry_keeps_its_name_unless_another_has_it(
    document: str, names: list[str | None]
) -> None:
    """RSS's guid, Atom's and JSON Feed's id; one name for two addresses names neither."""
    assert [link.guid for link in read(document).links] == names


def test_atom_entry_gives_every_hint() -> None:
    """xml:base and xml:lang count, the alternate link is taken, all authors are named."""
    link = only(
        read(
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"'
            ' xml:base="https://gazette.example/ville/"><entry xml:lang="de">'
            '<title type="html">Br&lt;b&gt;&amp;uuml;&lt;/b&gt;cke</title><id>tag:1</id>'
            '<link rel="replies" href="pont/avis"/><link href="pont"/>'
            "<published>2026-02-27T08:00:00+01:00</published><updated>2026-02-28</updated>"
            "<author><name>Ann Lee</name><email>a@gazette.example</email></author>"
            "<author><name>Bo Ek</name></author><summary>Kurz.</summary>"
            '<category term="t1" label="Stadt"/></entry></feed>'
        )
    )
    assert link.url == "https://gazette.example/ville/pont"
    assert link.date_published == datetime(2026, 2, 27, 7, 0, tzinfo=UTC)
    assert link.lastmod == datetime(2026, 2, 28, tzinfo=UTC)
    assert link.authors == ("Ann Lee", "Bo Ek")
    assert (link.language, link.keywords, link.description) == ("de", ("Stadt",), "Kurz.")


def test_rdf_items_stand_beside_their_channel() -> None:
    """RSS 1.0: Dublin Core's fields, and rdf:about where the link is missing."""
    link = only(
        read(
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
            ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<channel><dc:language>it</dc:language></channel>"
            '<item rdf:about="https://gazette.example/ponte"><title>Ponte</title>'
            "<dc:date>2026-02-28T10:00+01:00</dc:date><dc:subject>Strade</dc:subject></item>"
            "</rdf:RDF>"
        )
    )
    assert link.url == "https://gazette.example/ponte"
    assert link.date_published == datetime(2026, 2, 28, 9, 0, tzinfo=UTC)
    assert (link.language, link.keywords) == ("it", ("Strade",))


def test_json_feed_of_both_versions() -> None:
    """1.1 has authors, 1 has author; an item without url may be named by its id."""
    items = [
        {
            "id": "1",
            "url": "/bridge",
            "title": "Bridge",
            "date_published": "2026-02-28T10:00:00Z",
            "authors": [{"name": "Ann Lee"}, {"name": "Bo Ek"}, {"url": "x"}],
            "tags": ["town", 7],
            "summary": "Opened.",
        },
        {"id": "https://gazette.example/tunnel", "author": {"name": "Cy Oh"}, "language": "fy"},
        {"id": "3", "title": 4, "external_url": "https://herald.example/"},
        "no item",
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "language": "nl", "items": items}
    one, two = read(json.dumps(feed)).links
    assert one.url == "https://gazette.example/bridge"
    assert one.date_published == datetime(2026, 2, 28, 10, 0, tzinfo=UTC)
    assert (one.authors, one.keywords) == (("Ann Lee", "Bo Ek"), ("town",))
    assert (one.language, one.description) == ("nl", "Opened.")
    assert (two.url, two.authors, two.language) == (
        "https://gazette.example/tunnel",
        ("Cy Oh",),
        "fy",
    )


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ("<guid>https://gazette.example/g</guid>", "https://gazette.example/g"),
        ("<link/><atom:link href='/a'/>", "https://gazette.example/a"),
        (
            "<link>https://</link><guid>https://gazette.example/g</guid>",
            "https://gazette.example/g",
        ),
        (
            "<link>https://redirector.example/1</link>"
            "<feedburner:origLink>https://gazette.example/o</feedburner:origLink>",
            "https://gazette.example/o",
        ),
        ("<link><![CDATA[\n /a?x=1&amp;y=2 ]]></link>", "https://gazette.example/a?x=1&y=2"),
    ],
)
def test_the_best_address_of_an_item_is_taken(fields: str, url: str) -> None:
    """Before redirectors, then links, then an identifier that is an address."""
    assert only(read(rss(f"<item><title>T</title>{fields}</item>"))).url == url


@pytest.mark.parametrize(
    "fields", ["", "<guid>abc</guid>", '<guid isPermaLink="false">https://gazette.example/g</guid>']
)
def test_an_item_without_address_is_passed_over(fields: str) -> None:
    """An identifier is no address, and the others still come."""
    items = f"<item><title>T</title>{fields}</item><item><link>/b</link></item>"
    assert [link.url for link in read(rss(items)).links] == ["https://gazette.example/b"]


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("desk@gazette.example (Ann Lee)", ("Ann Lee",)),
        ("desk@gazette.example", ()),
        ("Ann Lee", ("Ann Lee",)),
        ("", ()),
    ],
)
def test_rss_author_is_a_person_not_a_mailbox(author: str, names: tuple[str, ...]) -> None:
    """RSS 2.0 wants a mail address with the name in brackets; few follow."""
    item = f"<item><link>/a</link><author>{author}</author></item>"
    assert only(read(rss(item))).authors == names


@pytest.mark.parametrize("stated", ["yesterday", "10:30", "30 Feb 2026 10:00:00 GMT", "2026"])
def test_a_date_that_is_not_there_is_not_invented(stated: str) -> None:
    """The clock plays no part: half a date is no date."""
    item = f"<item><link>/a</link><pubDate>{stated}</pubDate></item>"
    assert only(read(rss(item))).date_published is None


@pytest.mark.parametrize(
    ("name", "feed"),
    [
        ("blank lines first", "\n\n" + rss("<item><title>Ö</title><link>/a</link></item>")),
        (
            "a server's warning first",
            "<b>Warning</b>: in x.php\n"
            + rss(
                "<item><title>Ö</title><link>/a</link></item>",
                head='<?xml version="1.0" encoding="utf-8"?>',
            ),
        ),
        ("html entity", rss("<item><title>&Ouml;</title><link>/a</link></item>")),
        ("control character", rss("<item><title>\x0bÖ</title><link>/a</link></item>")),
        (
            "latin-1 that claims to be UTF-8",
            rss(
                "<item><title>Ö</title><link>/a</link></item>",
                head='<?xml version="1.0" encoding="utf-8"?>',
            ).encode("latin-1"),
        ),
        (
            "UTF-16",
            rss(
                "<item><title>Ö</title><link>/a</link></item>",
                head='<?xml version="1.0" encoding="utf-16"?>',
            ).encode("utf-16"),
        ),
    ],
)
def test_an_ill_formed_feed_is_mended(name: str, feed: str | bytes) -> None:
    """What a browser or reader forgives is forgiven, without a problem to report."""
    reading = read(feed)
    assert (only(reading).title, reading.problem) == ("Ö", "")


def test_a_bare_ampersand_does_not_cut_an_address() -> None:
    """Recovering parsers drop `&b`; mending first keeps the parameter."""
    link = only(read(rss("<item><link>/a?x=1&y=2&copy=3</link></item>")))
    assert link.url == "https://gazette.example/a?x=1&y=2&copy=3"


def test_a_feed_that_breaks_off_keeps_what_came_and_says_so() -> None:
    """Half a feed is read and reported."""
    reading = read(rss("<item><link>/a</link></item><item><link>/b</lin")[:-20])
    assert reading.links[0].url == "https://gazette.example/a"
    assert reading.problem.startswith("ill-formed XML: ")


def test_a_document_type_with_entities_is_refused() -> None:
    """Billion laughs and outside entities are not even begun."""
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    reading = read(rss("<item><title>&b;</title><link>/a</link></item>", head=bomb))
    assert reading == Reading(problem="refused: the document type declares entities")


def test_an_old_document_type_is_no_danger() -> None:
    """RSS 0.91 names Netscape's DTD; nothing is fetched for it."""
    head = '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "https://evil.example/rss.dtd">'
    assert len(read(rss("<item><link>/a</link></item>", head=head)).links) == 1


def test_an_endless_feed_is_read_to_the_limit() -> None:
    """Items count, also those that give no link."""
    reading = read(rss("<item/>" * 2_000 + "<item><link>/a</link></item>" * 4_000))
    assert len(reading.links) == ITEM_LIMIT - 2_000
    assert reading.problem == "only the first 5000 items were read"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("{", "no JSON: "),
        ("{}", "JSON without items"),
        ('{"a":' * 50_000, "no JSON: "),
        ("plain words", "ill-formed XML: "),
        ("", "no XML: "),
    ],
)
def test_what_is_no_feed_is_one_line(body: str, problem: str) -> None:
    """A problem names the fault and never raises."""
    reading = read(body)
    assert reading.links == ()
    assert reading.problem.startswith(problem)
    assert "\n" not in reading.problem
