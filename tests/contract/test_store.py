"""The store keeps its promises on both engines."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, func, select, text, update
from sqlalchemy.exc import StatementError

from pipelines.errors import DatabaseError, LeaseHeldError, SchemaError
from pipelines.identity.fingerprint import text_digest
from pipelines.model import (
    Access,
    Article,
    ArticleKind,
    Block,
    Candidate,
    Cleaned,
    Evidence,
    Extraction,
    Link,
    Match,
    Metadata,
    Moment,
    Outcome,
    Precision,
    Removal,
    Rule,
    Site,
    Source,
    Sourced,
    SourceKind,
    Template,
    Verdict,
    join,
)
from pipelines.store import (
    articles,
    frontier,
    hosts,
    queries,
    runs,
    schema,
    sites,
    sources,
    templates,
)
from pipelines.store.engine import open_engine, reading, writing
from pipelines.store.packing import pack, unpack
from pipelines.store.rows import (
    Alias,
    Asked,
    Ended,
    Fetched,
    Filing,
    Owner,
    SnapshotRow,
    StoredRobots,
)
from pipelines.store.tables import article, metadata, sightings, titles, urls
from pipelines.store.views import VIEWS
from pipelines.store.writer import Writer

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FEED = Source(url="https://gazette.example/feed", kind=SourceKind.FEED)
SITE = Site(key="gazette.example", name="Gazette", home="https://gazette.example/", sources=(FEED,))
ME = Owner(host="here", pid=1, started="a")


def blocks(*texts: str) -> tuple[Block, ...]:
    return tuple(
        Block(index=place, text=one, path="html/body/p", votes=("engine",))
        for place, one in enumerate(texts)
    )


def removal(block: Block) -> Removal:
    return Removal(block=block, rule="phrase:x", evidence=Evidence.PHRASE, reason="a summary box")


def filing(number: int, *texts: str, strike: int = 0, run_id: int = 1) -> Filing:
    """An article of `texts`, the first `strike` of them stricken."""
    body = blocks(*(texts or (f"Body of article {number}.",)))
    published = Moment(value=NOW, precision=Precision.MINUTE, zone_known=True)
    described = Metadata(
        headline=Sourced(
            value=f"Headline {number}",
            origin="json-ld",
            candidates=(Candidate(value="Other", origin="visible"),),
        ),
        authors=Sourced(value=("Ann Lee", "Bo Diaz"), origin="meta"),
        keywords=Sourced(value=("quay", "ferry"), origin="meta"),
        date_published=Sourced(value=published, origin="json-ld", raw="2026-03-01T12:00Z"),
    )
    cleaned = Cleaned(kept=body[strike:], removals=tuple(map(removal, body[:strike])))
    return Filing(
        article=Article(
            site=SITE.key,
            url=f"https://gazette.example/{number}",
            extraction=Extraction(
                blocks=body, metadata=described, method="engine", extractor_version="1"
            ),
            cleaned=cleaned,
            verdict=Verdict(kind=ArticleKind.NEWS, access=Access.FREE, evidence="json-ld"),
        ),
        url_key=f"https://gazette.example/{number}",
        title_key=f"headline {number}",
        text_digest=text_digest(join(cleaned.kept)),
        metadata_digest="m",
        snapshot=SnapshotRow(
            warc_file="a.warc.gz",
            offset=number,
            length=9,
            digest="sha256:0",
            target_uri=f"https://gazette.example/{number}",
            date=NOW,
            status=200,
        ),
        fetched_at=NOW,
        aliases=(Alias(url_key=f"https://gazette.example/old/{number}", kind="redirect"),),
        run_id=run_id,
    )


@pytest.fixture
def desk(engine: Engine) -> Engine:
    """A database with one site and an open run."""
    with writing(engine) as connection:
        sites.sync(connection, [SITE], NOW)
        runs.start(connection, ME, NOW)
    return engine


def link(number: int, **said: object) -> tuple[str, str | None, Link]:
    url = f"https://gazette.example/{number}"
    hint = Link(url=url, found_in=FEED.url, kind=SourceKind.FEED, **said)  # type: ignore[arg-type]
    return url, f"headline {number}", hint


def ended(outcome: Outcome, **more: object) -> Ended:
    fetch = Fetched(run_id=1, final_url="https://gazette.example/1", status=200)
    return Ended(outcome=outcome, reason="", now=NOW, fetch=fetch, **more)  # type: ignore[arg-type]


# ---------------------------------------------------------------- schema


def test_the_migrations_make_exactly_the_tables_that_the_code_names(engine: Engine) -> None:
    """What `alembic check` would say, on a database that the migrations made."""
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_every_table_and_column_says_what_it_is() -> None:
    """docs/schema.md is written from these comments."""
    for table in metadata.sorted_tables:
        assert table.comment, table.name
        assert [column.name for column in table.columns if not column.comment] == []


def test_the_view_is_the_one_that_the_code_describes(engine: Engine) -> None:
    """The migration froze the view; a change of its description needs a migration."""
    view = VIEWS[0]
    with reading(engine) as connection:
        rows = connection.execute(text(f"SELECT * FROM {view.name}"))
        assert list(rows.keys()) == list(view.columns)


def test_an_upgrade_twice_changes_nothing(engine: Engine) -> None:
    """`copydesk init` may be typed as often as one likes."""
    assert schema.upgrade(engine) == (schema.head(), schema.head())


@pytest.mark.parametrize(
    ("number", "said"), [("0000", "copydesk db upgrade"), ("9999", "newer copydesk")]
)
def test_another_schema_is_refused_with_what_mends_it(
    engine: Engine, number: str, said: str
) -> None:
    """An older database names the upgrade, a newer one the program."""
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :n"), {"n": number})
    with pytest.raises(SchemaError, match=said):
        schema.require_current(engine)


def test_a_database_without_tables_names_init(empty_database: str) -> None:
    """The first mistake of a new user."""
    with pytest.raises(SchemaError, match="copydesk init"):
        schema.require_current(open_engine(empty_database))


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/at/all/copydesk.db",
        "postgresql+psycopg://ann:secret@127.0.0.1:1/none",
        "copydesk.db",
        "oracle://x",
    ],
)
def test_a_database_that_cannot_be_opened_is_one_line_without_password(url: str) -> None:
    """An operator reads it in a mail from cron."""
    with pytest.raises(DatabaseError) as caught:
        open_engine(url)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


# ---------------------------------------------------------------- values


def test_times_come_back_aware_and_in_utc(desk: Engine) -> None:
    """SQLite drops offsets; 18:30+01:00 must come back as 17:30 UTC."""
    at = datetime(2026, 3, 1, 18, 30, tzinfo=timezone(timedelta(hours=1)))
    with writing(desk) as connection:
        hosts.park(connection, "https://a.example", at, "asked")
    with reading(desk) as connection:
        until = hosts.parked_until(connection, "https://a.example")
    assert until == at
    assert until is not None
    assert until.utcoffset() == timedelta()


def test_naive_times_are_refused(desk: Engine) -> None:
    """A time without a zone is a guess."""
    with pytest.raises(StatementError, match="naive"), writing(desk) as connection:
        hosts.park(connection, "https://a.example", datetime(2026, 3, 1), "asked")


def test_text_that_an_engine_refuses_is_stored_cleaned(desk: Engine) -> None:
    """PostgreSQL refuses NUL and no driver encodes half a surrogate pair."""
    with writing(desk) as connection:
        number = articles.file_new(connection, filing(1, "a\x00b", "c\ud800d"))
    with reading(desk) as connection:
        body = connection.scalar(select(article.c.body).where(article.c.id == number))
    assert body == "a\ufffdb\n\nc\ufffdd"


def test_blocks_come_back_exactly() -> None:
    """Cleaning again starts from the very blocks that the extractor gave."""
    original = (
        *blocks("a\x00b", "Grüße", "c\ud800"),
        Block(index=7, text="x", link_share=0.1 + 0.2, href="https://a.example/", in_body=False),
    )
    assert unpack(pack(original)) == original


# ---------------------------------------------------------------- the writer


def test_a_bad_job_does_not_poison_its_batch(desk: Engine) -> None:
    """Each job has its savepoint: the good ones around a bad one are committed."""
    writer = Writer(desk, batch=10)

    def bad(connection: Connection) -> None:
        articles.file_new(connection, filing(2))
        connection.execute(text("INSERT INTO article (id) VALUES (NULL)"))

    futures = [
        writer.submit(lambda connection: articles.file_new(connection, filing(1))),
        writer.submit(bad),
        writer.submit(lambda connection: articles.file_new(connection, filing(3))),
    ]
    writer.close()
    assert [future.exception() is None for future in futures] == [True, False, True]
    with reading(desk) as connection:
        assert set(connection.scalars(select(article.c.headline))) == {"Headline 1", "Headline 3"}


def test_a_future_is_resolved_only_after_the_commit(desk: Engine) -> None:
    """Whoever hears of it can read the row on another connection."""
    writer = Writer(desk)
    number = writer.submit(lambda connection: articles.file_new(connection, filing(1))).result(30)
    with reading(desk) as connection:
        assert connection.scalar(select(article.c.id)) == number
    writer.close()


def test_what_must_be_on_disk_first_is_asked_before_the_commit(desk: Engine) -> None:
    """If the archive cannot be synced, nothing is filed that would point at it."""

    def full() -> None:
        raise OSError(28, "No space left on device")

    writer = Writer(desk, before_commit=full)
    future = writer.submit(lambda connection: articles.file_new(connection, filing(1)))
    assert isinstance(future.exception(30), OSError)
    writer.close()
    with reading(desk) as connection:
        assert connection.scalar(select(func.count()).select_from(article)) == 0


def test_two_writers_at_once_lose_nothing(desk: Engine) -> None:
    """Read, add one, write: 2 x 50 times give 100 (SQLite's own default loses some)."""
    with writing(desk) as connection:
        number = articles.file_new(connection, filing(1))

    def count_up() -> None:
        for _ in range(50):
            with writing(desk) as connection:
                mine = select(article.c.word_count).where(article.c.id == number)
                now = connection.execute(mine.with_for_update()).scalar_one()
                connection.execute(update(article).values(word_count=now + 1))

    with writing(desk) as connection:
        connection.execute(update(article).values(word_count=0))
    threads = [threading.Thread(target=count_up) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(desk) as connection:
        assert connection.scalar(select(article.c.word_count)) == 100


# ---------------------------------------------------------------- the frontier


def test_a_link_seen_twice_is_one_url_with_its_newest_sighting(desk: Engine) -> None:
    """A source that is read again changes what it said, not what is to be fetched."""
    with writing(desk) as connection:
        first = frontier.sight(connection, SITE.key, [link(1, title="Old", authors=("Ann",))], NOW)
        again = frontier.sight(connection, SITE.key, [link(1, title="New")], NOW)
    assert [one.url_id for one in first] == [one.url_id for one in again]
    assert [hint.title for hint in again[0].hints] == ["New"]
    with reading(desk) as connection:
        counts = [
            connection.scalar(select(func.count()).select_from(table))
            for table in (urls, sightings, titles)
        ]
    assert counts == [1, 1, 1]


def test_hints_come_back_as_the_source_gave_them(desk: Engine) -> None:
    """Dates, authors and the news extension are the second opinion on a page's metadata."""
    said = link(
        1,
        title="T",
        date_published=NOW,
        lastmod=NOW,
        authors=("Ann", "Bo"),
        description="d",
        language="en",
        keywords=("k",),
        publication="Gazette",
    )
    with writing(desk) as connection:
        (pending,) = frontier.sight(connection, SITE.key, [said], NOW)
    assert pending.hints == (said[2],)


def test_what_is_settled_is_not_fetched_again_and_what_is_put_off_comes_back(
    desk: Engine,
) -> None:
    """Done is done; a transient failure returns when its time has come, and not before."""
    later = NOW + timedelta(hours=1)
    with writing(desk) as connection:
        done, failed, left = frontier.sight(connection, SITE.key, [link(1), link(2), link(3)], NOW)
        frontier.settle(connection, done.url_id, ended(Outcome.GONE))
        frontier.settle(connection, failed.url_id, ended(Outcome.UNREACHABLE, next_due_at=later))
    with reading(desk) as connection:
        now = frontier.pending(connection, SITE.key, NOW, 10)
        then = frontier.pending(connection, SITE.key, later, 10)
    assert [one.url_id for one in now] == [left.url_id]
    assert {one.url_id for one in then} == {failed.url_id, left.url_id}
    assert {one.attempts for one in then} == {0, 1}


def test_the_freshest_comes_first_and_the_undated_last(desk: Engine) -> None:
    """A run with a limit takes what readers read now."""
    old, new = NOW - timedelta(days=9), NOW
    links = [link(1, lastmod=old), link(2), link(3, date_published=new)]
    with writing(desk) as connection:
        frontier.sight(connection, SITE.key, links, NOW)
    with reading(desk) as connection:
        found = frontier.pending(connection, SITE.key, NOW, 10)
    assert [one.url[-1] for one in found] == ["3", "1", "2"]


def test_a_source_is_due_until_it_is_put_off_or_leaves_the_file(desk: Engine) -> None:
    """Validators come back with it; a source that left the file is retired, and may return."""
    later = NOW + timedelta(hours=1)
    with writing(desk) as connection:
        (due,) = sources.due(connection, [SITE.key], NOW)
        answer = Asked(
            now=NOW,
            outcome=Outcome.NEW,
            problem="",
            etag='"1"',
            last_modified=None,
            digest="sha256:1",
            links=3,
            next_due_at=later,
        )
        sources.asked(connection, due.id, answer)
        assert sources.due(connection, [SITE.key], NOW) == ()
        (again,) = sources.due(connection, [SITE.key], later)
        assert (again.etag, again.digest) == ('"1"', "sha256:1")
        sites.sync(connection, [replace(SITE, sources=())], NOW)
        assert sources.due(connection, [SITE.key], later) == ()
        sites.sync(connection, [SITE], NOW)
        assert len(sources.due(connection, [SITE.key], later)) == 1


def test_what_an_index_names_is_remembered_under_it(desk: Engine) -> None:
    """A child sitemap is asked even when the index itself did not change."""
    child = Source(url="https://gazette.example/sitemap-1.xml", kind=SourceKind.SITEMAP)
    with writing(desk) as connection:
        (index,) = sources.due(connection, [SITE.key], NOW)
        (first,) = sources.sight(connection, index, [child], NOW)
        assert sources.children(connection, index, NOW) == (first,)
        assert sources.due(connection, [SITE.key], NOW) == (index,)


# ---------------------------------------------------------------- articles


def test_the_view_shows_an_article_whole(desk: Engine) -> None:
    """What people query: lists joined, the date with its origin."""
    with writing(desk) as connection:
        articles.file_new(connection, filing(1))
    with reading(desk) as connection:
        row = connection.execute(text("SELECT * FROM articles")).mappings().one()
    assert row["authors"] == "Ann Lee; Bo Diaz"
    assert row["keywords"] == "quay; ferry"
    assert (row["date_origin"], row["date_precision"]) == ("json-ld", "minute")
    assert (row["revision_count"], row["status"], row["word_count"]) == (1, "published", 4)


def test_an_article_is_known_by_url_by_alias_and_by_its_text(desk: Engine) -> None:
    """In this order; another site's article is never taken for this one's."""
    filed = filing(1)
    with writing(desk) as connection:
        articles.file_new(connection, filed)
        found = [
            articles.known(connection, SITE.key, [filed.url_key], "none"),
            articles.known(connection, SITE.key, [filed.aliases[0].url_key], "none"),
            articles.known(connection, SITE.key, ["https://x.example/"], filed.text_digest),
        ]
        stranger = articles.known(connection, "other.example", [filed.url_key], filed.text_digest)
    assert [known.matched_by if known else None for known in found] == ["url", "alias", "text"]
    assert stranger is None


def test_a_revision_becomes_the_current_one(desk: Engine) -> None:
    """The row that people query holds the newest values; the older revision stays."""
    with writing(desk) as connection:
        number = articles.file_new(connection, filing(1, "Old."))
        articles.revise(connection, number, filing(1, "New.", "More."), "substantive")
    with reading(desk) as connection:
        row = connection.execute(text("SELECT body, revision_count FROM articles")).one()
        kinds = connection.scalars(text("SELECT kind FROM revisions ORDER BY number")).all()
    assert tuple(row) == ("New.\n\nMore.", 2)
    assert kinds == ["initial", "substantive"]


def test_cleaning_again_is_exact_and_can_be_undone(desk: Engine) -> None:
    """Body and removals follow the rules; putting the old division back gives the old rows."""
    with writing(desk) as connection:
        articles.file_new(connection, filing(1, "Get a summary", "Body.", strike=1))
        (stored,) = templates.outdated(connection, SITE.key, 1, 10)
    body = stored.page.blocks
    strict = Cleaned(kept=body[1:], removals=(removal(body[0]),))
    for cleaned, text_then, strikes in (
        (Cleaned(kept=body), "Get a summary\n\nBody.", 0),
        (strict, "Body.", 1),
    ):
        with writing(desk) as connection:
            templates.replace_cleaned(
                connection, stored.revision_id, cleaned, template_version=1, text_digest="t"
            )
        with reading(desk) as connection:
            assert connection.scalar(text("SELECT body FROM articles")) == text_then
            assert len(queries.top_removed(connection, SITE.key, 10)) == strikes
            assert templates.outdated(connection, SITE.key, 1, 10) == ()


def test_a_template_comes_back_as_it_was_saved(desk: Engine) -> None:
    """Rules keep their order; those that are gone from the template are gone."""
    rules = tuple(
        Rule(
            key=f"r{number}",
            evidence=Evidence.REPETITION,
            match=Match.TEXT,
            pattern="p",
            support_pages=4,
            support_of=9,
            witnesses=("https://gazette.example/1",),
            sample="s",
        )
        for number in (3, 1, 2)
    )
    for saved in (rules, rules[1:]):
        template = Template(site=SITE.key, version=len(saved), rules=saved)
        with writing(desk) as connection:
            templates.save(connection, template, NOW, 7)
        with reading(desk) as connection:
            assert templates.load(connection, SITE.key) == template


def test_a_site_is_stale_until_its_articles_follow_its_template(desk: Engine) -> None:
    """A run that was killed before it learned is caught up by the next."""
    with writing(desk) as connection:
        articles.file_new(connection, filing(1))
        assert templates.stale(connection, [SITE.key]) == (SITE.key,)
        templates.save(connection, Template(site=SITE.key, version=1), NOW, 1)
        assert templates.stale(connection, [SITE.key]) == (SITE.key,)
        (stored,) = templates.outdated(connection, SITE.key, 1, 10)
        cleaned = Cleaned(kept=stored.page.blocks)
        templates.replace_cleaned(
            connection, stored.revision_id, cleaned, template_version=1, text_digest="t"
        )
        assert templates.stale(connection, [SITE.key]) == ()


def test_robots_txt_comes_back_byte_for_byte(desk: Engine) -> None:
    """It may hold any bytes."""
    kept = StoredRobots(
        origin="https://a.example", status=200, body=b"\xff\x00User-agent", fetched_at=NOW
    )
    with writing(desk) as connection:
        hosts.save_robots(connection, kept)
        hosts.park(connection, "https://a.example", NOW, "asked")
        assert hosts.load_robots(connection, "https://a.example") == kept
        assert hosts.load_robots(connection, "https://b.example") is None


# ---------------------------------------------------------------- the lease


def test_a_second_run_is_told_who_is_at_work(engine: Engine) -> None:
    """It ends at once instead of fetching everything a second time."""
    with writing(engine) as connection:
        runs.acquire(connection, "crawl", ME, NOW, lambda *_: True)
    other = Owner(host="there", pid=2, started="b")
    with pytest.raises(LeaseHeldError, match="process 1 on here"), writing(engine) as connection:
        runs.acquire(connection, "crawl", other, NOW, lambda *_: True)


def test_a_dead_holder_is_replaced_and_its_run_marked_killed(engine: Engine) -> None:
    """kill -9 leaves a lease and an open run behind; the next run tidies up."""
    other = Owner(host="there", pid=2, started="b")
    with writing(engine) as connection:
        runs.acquire(connection, "crawl", ME, NOW, lambda *_: True)
        runs.start(connection, ME, NOW)
        runs.acquire(connection, "crawl", other, NOW, lambda *_: False)
        runs.release(connection, "crawl", ME)  # the dead one's; the new holder keeps its own
    with pytest.raises(LeaseHeldError, match="process 2"), writing(engine) as connection:
        runs.acquire(connection, "crawl", ME, NOW, lambda *_: True)
    with reading(engine) as connection:
        reason = connection.scalar(text("SELECT finish_reason FROM runs"))
    assert reason == "killed"


def test_two_runs_that_begin_at_once_do_not_both_get_the_lease(engine: Engine) -> None:
    """Where no lease row stands yet there would be nothing to lock."""
    others = [Owner(host="there", pid=number, started="x") for number in range(6)]
    got: list[Owner] = []
    ready = threading.Barrier(len(others))

    def begin(owner: Owner) -> None:
        ready.wait()
        try:
            with writing(engine) as connection:
                runs.acquire(connection, "crawl", owner, NOW, lambda *_: True)
                got.append(owner)
        except LeaseHeldError:
            pass

    threads = [threading.Thread(target=begin, args=(owner,)) for owner in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 1


def test_a_run_whose_lease_was_taken_over_hears_of_it(engine: Engine) -> None:
    """After a long sleep of the machine it must not go on beside its successor."""
    other = Owner(host="there", pid=2, started="b")
    with writing(engine) as connection:
        runs.acquire(connection, "crawl", ME, NOW, lambda *_: True)
        run_id = runs.start(connection, ME, NOW)
        assert runs.beat(connection, "crawl", run_id, NOW)
        runs.acquire(connection, "crawl", other, NOW, lambda *_: False)
        assert not runs.beat(connection, "crawl", run_id, NOW)


def test_a_value_too_long_for_an_index_is_its_own_jobs_fault(desk: Engine) -> None:
    """PostgreSQL calls it operational; taken so, one headline would end every run."""
    key, _, hint = link(1)
    long = "".join(chr(0x4E00 + number) for number in range(4000))
    writer = Writer(desk)
    futures = [
        writer.submit(lambda c: frontier.sight(c, SITE.key, [(key, long, hint)], NOW)),
        writer.submit(lambda c: frontier.sight(c, SITE.key, [link(2)], NOW)),
    ]
    writer.close()
    assert not isinstance(futures[0].exception(), DatabaseError)
    assert futures[1].exception() is None


def test_a_caller_that_went_away_does_not_stop_the_writer(desk: Engine) -> None:
    """A second Ctrl-C cancels whoever waits; the others' rows are still written."""
    writer = Writer(desk, wait_s=0.2)
    gone = writer.submit(lambda connection: articles.file_new(connection, filing(1)))
    gone.cancel()
    kept = writer.submit(lambda connection: articles.file_new(connection, filing(2)))
    assert kept.result(30) > 0
    writer.close()


def test_a_sitemap_that_its_index_drops_is_not_asked_again(desk: Engine) -> None:
    """Until the index names it once more."""
    first, second = (
        Source(url=f"https://gazette.example/sitemap-{n}.xml", kind=SourceKind.SITEMAP)
        for n in (1, 2)
    )
    with writing(desk) as connection:
        (index,) = sources.due(connection, [SITE.key], NOW)
        assert len(sources.sight(connection, index, [first, second], NOW)) == 2
        (left,) = sources.sight(connection, index, [second], NOW)
        assert left.source == second
        assert len(sources.sight(connection, index, [first, second], NOW)) == 2


def test_a_host_that_asks_for_patience_costs_a_page_no_attempt(desk: Engine) -> None:
    """However often it is put off, it is not given up for that."""
    with writing(desk) as connection:
        (page,) = frontier.sight(connection, SITE.key, [link(1)], NOW)
        for _ in range(3):
            end = ended(Outcome.RATE_LIMITED, next_due_at=NOW)
            frontier.settle(connection, page.url_id, end)
        (again,) = frontier.pending(connection, SITE.key, NOW, 10)
    assert again.attempts == 0


def test_a_table_that_is_gone_is_noticed(engine: Engine) -> None:
    """`copydesk db check` names it."""
    assert schema.missing(engine) == ()
    with writing(engine) as connection:
        connection.execute(text("DROP TABLE removals"))
    assert schema.missing(engine) == ("removals",)
