"""strip's promises on pages that nobody invented; the pages are no part of the repository."""

import pytest

from benchmarks.extraction.ours import extracted, groups, taught
from benchmarks.extraction.pages import folder, load, sample
from benchmarks.stripping.real_pages import broken

SETS = ("aeb", "fundus-eval", "fundus-tests")
OF_EACH_SET = 12


def test_kept_and_removals_are_the_body_and_strip_is_done_at_once() -> None:
    """Whole groups of each set, so that something is learned."""
    if not (folder() / "truth.jsonl").is_file():
        pytest.skip(f"the benchmark's pages are not at {folder()}; see docs/benchmarks.md")
    read = [extracted(page) for page in sample(load(SETS), OF_EACH_SET)]
    assert len(read) == len(SETS) * OF_EACH_SET
    for group in groups(read):
        site = taught(group)
        assert {one.known.id: broken(one, site) for one in group if broken(one, site)} == {}
