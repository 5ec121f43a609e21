"""Runs are found by the day on which they began: workers make one of each job.

Revision ID: 0014
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An index of `runs`."""
    op.create_index("ix_runs_started_at", "runs", ["started_at"])
