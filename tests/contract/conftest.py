"""A desk to file on."""

import pytest
from sqlalchemy import Engine

from pipelines.store import runs, sites
from pipelines.store.engine import writing
from tests.contract.samples import ME, NOW, SITE


@pytest.fixture
def desk(engine: Engine) -> Engine:
    """A database with one site and an open run."""
    with writing(engine) as connection:
        sites.sync(connection, [SITE], NOW)
        runs.start(connection, ME, NOW)
    return engine
