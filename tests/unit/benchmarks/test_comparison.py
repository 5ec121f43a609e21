"""Tables, the worst pages and other systems' answers."""

from dataclasses import replace

from benchmarks.extraction.answers import Answer, with_silent_failures
from benchmarks.extraction.pages import KnownPage, Truth
from benchmarks.extraction.peers import Peer, installed
from benchmarks.extraction.scores import PageScore, scored, summary
from benchmarks.extraction.table import table
from benchmarks.extraction.worst import by_role, worst

TEXT = "The ferry left the harbour at noon, an hour later than planned."
BOX = "Follow the Harbour Post wherever you read the news"


def score(name: str, *lines: str, cpu_ms: float = 10.0) -> PageScore:
    page = KnownPage(
        id=name, dataset="aeb", site="s", group="s", url="https://news.example/", file="",
        truth=Truth(required=(TEXT,)),
    )  # fmt: skip
    roles = ("paragraph",) * len(lines)
    return scored(page, Answer(page=name, lines=lines, roles=roles, cpu_ms=cpu_ms))


def test_the_worst_page_comes_first_with_what_leaked_and_what_is_lost() -> None:
    """A perfect page is not shown."""
    lines = list(worst([score("a", TEXT), score("b", TEXT, BOX), score("c", BOX)], 5))
    assert [line.split()[0] for line in lines] == ["c", "+", "-", "b", "+"]
    assert lines[2] == f"  - {TEXT}"


def test_leaks_are_counted_by_role() -> None:
    """Lines, and on how many pages."""
    assert by_role([score("a", BOX, BOX), score("b", BOX)]) == [("paragraph", 3, 2)]


def test_a_table_leaves_out_what_is_not_known_and_sets_time_in_relation() -> None:
    """No title in the truth, no column for it."""
    rows = {"copydesk": summary([score("a", TEXT)]), "other": summary([score("a", cpu_ms=20.0)])}
    shown = table("aeb (1)", rows, "other").splitlines()
    assert "title" not in shown[0]
    assert [line.split()[-1] for line in shown] == ["ms/traf", "0.50", "1.00"]


def test_a_system_that_is_not_installed_says_so() -> None:
    """And has no version."""
    peer = Peer(package="no-such-extractor", answer=lambda _source, _url: Answer(page=""))
    assert installed(peer) is None


def test_a_failure_names_nothing_of_what_the_system_names_elsewhere() -> None:
    """Else a system would be scored on the easy pages only; what it never names stays unscored."""
    good = Answer(page="a", headline="Ferry late", days=())
    failed = Answer(page="b", failure="ValueError: no parser for Thai")
    assert with_silent_failures([good, failed])[1] == replace(failed, headline="", days=())
