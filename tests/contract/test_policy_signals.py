"""What origins and pages reserve is kept with its days, and respected where the user says so."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from pipelines.jobs.ingest import Ingest
from pipelines.jobs.visit import Visit
from pipelines.jobs.worklist import Scope
from pipelines.model import Reason, Rejected, Signal, Snapshot
from pipelines.settings import Settings
from pipelines.store import policy
from pipelines.store.engine import open_engine, reading, writing
from pipelines.store.rows import Pending
from pipelines.store.schema import upgrade
from pipelines.store.tables import policy_signals
from tests.contract.samples import NOW, SITE

ORIGIN = "https://gazette.example"
LATER = NOW + timedelta(days=3)
ALL, PRESS = Signal("tdmrep", "/ 1"), Signal("tdmrep", "/press/ 0")


def test_a_signal_has_its_first_day_and_its_last(desk: Engine) -> None:
    """Seen twice, it is one row; another value is another row."""
    for now, seen in ((NOW, [ALL, PRESS, ALL]), (LATER, [ALL])):
        with writing(desk) as connection:
            policy.record(connection, ORIGIN, seen, now)
    with reading(desk) as connection:
        rows = connection.execute(select(policy_signals).order_by(policy_signals.c.id)).all()
        found = [(row.value, row.first_seen_at, row.last_seen_at) for row in rows]
        assert found == [("/ 1", NOW, LATER), ("/press/ 0", NOW, NOW)]
        assert policy.current(connection, ORIGIN, "tdmrep") == (ALL,)
        assert policy.current(connection, "https://other.example", "tdmrep") == ()


def _reserved(url: str, opt_outs: str, folder: Path) -> Rejected | None:
    """What becomes of a page that says noai, with that setting."""
    payload = b'<html><head><meta name="robots" content="noai"></head>'
    snapshot = Snapshot(
        target_uri=f"{ORIGIN}/a",
        requested_uri=f"{ORIGIN}/a",
        date=NOW,
        status=200,
        headers=(),
        payload=payload,
        payload_digest=f"sha256:{hashlib.sha256(payload).hexdigest()}",
    )
    pending = Pending(url_id=1, site=SITE.key, url=f"{ORIGIN}/a", url_key=f"{ORIGIN}/a")
    visit = Visit(pending=pending, site=SITE, snapshot=snapshot)
    settings = Settings.model_validate({"db": url, "archive_dir": folder, "opt_outs": opt_outs})
    ingest = Ingest.open(settings, Scope(sites=(SITE,)), clock=lambda: NOW)
    found = [ingest.reservations.judge(visit) for _ in range(2)]
    ingest.close("finished")
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize("opt_outs", ["record", "respect"])
def test_a_page_s_reservation_is_recorded_and_respected_as_the_setting_says(
    empty_database: str, opt_outs: str, tmp_path: Path
) -> None:
    """It is a rejection with its reason, before anything of the page is kept."""
    engine = open_engine(empty_database)
    upgrade(engine)
    rejected = _reserved(empty_database, opt_outs, tmp_path / "archive")
    with reading(engine) as connection:
        rows = connection.execute(select(policy_signals)).all()
    engine.dispose()
    assert [(row.origin, row.signal, row.value) for row in rows] == [(ORIGIN, "robots", "noai")]
    if opt_outs == "record":
        assert rejected is None
    else:
        assert rejected is not None
        assert (rejected.reason, rejected.evidence) == (Reason.OPTED_OUT, "robots noai")
