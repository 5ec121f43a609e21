"""Every fault of the network against one crawl, then the fault ends, then against the next.

Each fault has a site of its own with two pages: one answers well, the other has the fault. No
fault makes an article, or costs a good page; each leaves a row with an outcome and a reason.
What may pass is due again at a stated time, and is an article once it has passed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import text

from benchmarks.stripping.markup import classed
from benchmarks.stripping.sites import sheets
from benchmarks.stripping.values import Role
from benchmarks.trials.contents import unsound
from benchmarks.trials.databases import Databases
from benchmarks.trials.desk import Desk
from benchmarks.trials.faults import BAD, Fault, faults
from benchmarks.trials.killing import Ground
from benchmarks.trials.loopback import (
    MISSING,
    Answer,
    LoopbackSite,
    answer,
    serving,
)
from benchmarks.trials.results import Result
from pipelines.store.engine import open_engine, writing

GOOD = "/2026/good-story"
MOST_STORIES, LONG_CHARS = 200, 1_000
FORGET = (
    "UPDATE hosts SET parked_until = NULL",
    "UPDATE urls SET next_due_at = found_at WHERE state = 'waiting'",
)


@dataclass
class Papers(LoopbackSite):
    """A site for each fault, told apart by its host."""

    faults: Mapping[str, Fault] = field(default_factory=dict)
    well: dict[str, Answer] = field(default_factory=dict)
    ill: dict[str, list[Answer]] = field(default_factory=dict)
    is_over: bool = False

    def __post_init__(self) -> None:
        pages = _stories()
        for host, fault in self.faults.items():
            good, bad = next(pages), next(pages)
            told = fault.answers(bad)
            self.well[f"{host}{GOOD}"] = answer(good)
            self.well[f"{host}{BAD}"] = answer(bad)
            self.ill[f"{host}{BAD}"] = told if isinstance(told, list) else [told]

    def answer_for(self, path: str, host: str) -> Answer:
        """Of several answers of a fault each is given once, the last one until it is over."""
        name = host.partition(":")[0]
        if path == "/feed" and name in self.faults:
            return _feed(self.url("", name))
        told = [] if self.is_over else self.ill.get(f"{name}{path}", [])
        if told:
            return told.pop(0) if len(told) > 1 else told[0]
        return self.well.get(f"{name}{path}", MISSING)


def network(ground: Ground) -> Result:
    """All faults on one engine."""
    known = {f"f{number}.localhost": fault for number, fault in enumerate(faults())}
    with serving(site=Papers(faults=known)) as papers:
        assert isinstance(papers, Papers)
        desk = ground.project()
        for host in known:
            home = papers.url("/", host)
            desk.site(host.partition(".")[0], f'home = "{home}"\nfeeds = ["{home}feed"]\n')
        first = desk.run("crawl")
        broken = [*_after(desk, papers, first.stderr), *unsound(desk)]
        papers.is_over = True
        _wait(desk)
        second = desk.run("crawl", "--now")
        broken += [*_later(desk, papers), *unsound(desk)]
    return _result(ground.databases, known, broken, first.stderr + second.stderr)


def _result(
    databases: Databases, known: Mapping[str, Fault], broken: list[str], said: str
) -> Result:
    if "Traceback" in said:
        broken.append(f"an operator reads a traceback: {said[-300:]}")
    hurt = {line.partition(":")[0] for line in broken}
    return Result(
        trial="network",
        faults=len(known),
        survived=max(len(known) - len(hurt), 0),
        figures=f"{databases.engine}, {sum(f.passes for f in known.values())} of them pass",
        broken=tuple(broken),
    )


def _after(desk: Desk, papers: Papers, said: str) -> Iterator[str]:
    """What is wrong after the run in which the faults struck."""
    ends = _ends(desk)
    filed = {str(url) for (url,) in desk.rows("SELECT url FROM articles")}
    for host, fault in papers.faults.items():
        if papers.url(GOOD, host) not in filed and not _is_parked(fault):
            yield f"{fault.name}: the good page is missing: {ends.get(papers.url(GOOD, host))}"
        bad = papers.url(BAD, host)
        outcome, reason, due = ends.get(bad, ("none", "", None))
        if fault.ends and bad in filed:
            yield f"{fault.name}: an article was made of it"
        if not fault.ends and bad not in filed:
            yield f"{fault.name}: lost, though it passed within the run: {outcome}: {reason}"
        if fault.ends and (outcome not in fault.ends or not reason):
            yield f"{fault.name}: ended as {outcome}: {reason}; {said[-200:]}"
        if fault.ends and fault.passes and due is None:
            yield f"{fault.name}: not due again: {outcome}: {reason}"


def _later(desk: Desk, papers: Papers) -> Iterator[str]:
    """What is wrong after the run that follows the end of the faults."""
    filed = {str(url) for (url,) in desk.rows("SELECT url FROM articles")}
    ends = _ends(desk)
    for host, fault in papers.faults.items():
        for page in (GOOD, BAD) if fault.passes else (GOOD,):
            if papers.url(page, host) not in filed:
                yield f"{fault.name}: never an article: {ends.get(papers.url(page, host))}"


def _ends(desk: Desk) -> dict[str, tuple[str, str, object]]:
    rows = desk.rows("SELECT url, outcome, reason, next_due_at FROM urls")
    return {str(url): (str(outcome), str(why or ""), due) for url, outcome, why, due in rows}


def _is_parked(fault: Fault) -> bool:
    """Whether the fault is the whole host's: its other pages wait with it."""
    return "rate-limited" in fault.ends


def _wait(desk: Desk) -> None:
    """As if the stated times had come."""
    engine = open_engine(desk.db)
    with writing(engine) as connection:
        for statement in FORGET:
            connection.execute(text(statement))
    engine.dispose()


def _stories() -> Iterator[bytes]:
    """Pages whose text is nowhere near the shortest that an article may have."""
    for sheet in sheets("market", 3, MOST_STORIES):
        if sum(len(line.text) for line in sheet.lines if line.role is Role.TRUE) > LONG_CHARS:
            yield classed(sheet).encode()


def _feed(home: str) -> bytes:
    items = "".join(
        f"<item><link>{home}{path}</link><title>Story at {path}</title></item>"
        for path in (BAD, GOOD)
    )
    feed = f"<rss version='2.0'><channel><title>G</title>{items}</channel></rss>"
    return answer(feed.encode(), Content_Type="application/rss+xml")
