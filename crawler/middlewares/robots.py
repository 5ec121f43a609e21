"""robots.txt as RFC 9309 says: asked before anything else of an origin, and kept to.

Rule 1: no request of an origin passes before its robots.txt is known. Everybody who comes
    meanwhile waits for the same task. (Scrapy 2.19's own middleware lets them pass: of ten
    start requests to a `Disallow: /` host it sent eight.)
Rule 2: 2xx is parsed; 3xx after five hops and 4xx allow everything; 5xx and silence forbid
    everything (sections 2.3.1.2 to 2.3.1.4).
Rule 3: what an origin reserves against machines that learn is noted whenever it is asked, its
    tdmrep.json included; it forbids an address only where the user says so (`opt_outs`).
Rule 4: an answer holds for 24 hours, across runs. An older good one is used on while the server
    fails (section 2.4); a failure is never remembered beyond the run.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Protocol, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

from crawler.clock import now
from crawler.middlewares.politeness import slow_down
from crawler.middlewares.refusals import Refused, RobotsForbidden, SiteUnreachable, outcome_of
from crawler.middlewares.reservations import Reservations, of_tdmrep
from crawler.middlewares.robots_rules import (
    MAX_ROBOTS_BYTES,
    NO_RULES,
    RobotsRules,
    product_token,
)
from pipelines.model import Signal
from pipelines.store.rows import StoredRobots
from pipelines.urls import origin

logger = logging.getLogger(__name__)

LIFETIME = timedelta(hours=24)
# RFC 9309 section 2.3.1.4 calls 30 days a reasonable time to live on an old copy.
LONGEST_USE_OF_OLD = timedelta(days=30)
# A host that was down at the start of a long run is asked again later in it.
FAILURE_LIFETIME = timedelta(minutes=10)
SERVER_ERROR = HTTPStatus.INTERNAL_SERVER_ERROR
SKIP = "skip_robots"
TDMREP_PATH = "/.well-known/tdmrep.json"


class RobotsMemory(Protocol):
    """Where answers are kept between runs."""

    def load(self, origin: str) -> StoredRobots | None:
        """What the origin last answered, however old; None where it was never asked."""

    def save(self, robots: StoredRobots) -> None:
        """Keep an answer in place of the one before."""

    def note(self, origin: str, signals: Sequence[Signal]) -> None:
        """Record what the origin reserves against machines, as seen now."""

    def noted(self, origin: str) -> Sequence[Signal]:
        """What was recorded of the origin when it was asked last."""


class InProcessRobots:
    """The memory of a spider that brings none."""

    def __init__(self) -> None:
        self._known: dict[str, StoredRobots] = {}
        self._signals: dict[str, Sequence[Signal]] = {}

    def load(self, origin: str) -> StoredRobots | None:
        """What the origin answered in this process."""
        return self._known.get(origin)

    def save(self, robots: StoredRobots) -> None:
        """Keep an answer until the process ends."""
        self._known[robots.origin] = robots

    def note(self, origin: str, signals: Sequence[Signal]) -> None:
        """Keep them until the process ends."""
        self._signals[origin] = signals

    def noted(self, origin: str) -> Sequence[Signal]:
        """What was noted in this process."""
        return self._signals.get(origin, ())


@dataclass(frozen=True, slots=True)
class _Answer:
    """What an origin's robots.txt means for us. refusal: why nothing may be asked, else empty."""

    rules: RobotsRules
    reservations: Reservations
    fetched_at: datetime
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class _Question:
    """One origin's robots.txt, under way or answered in this run."""

    task: asyncio.Task[_Answer]
    asked_at: datetime

    def holds(self, now: datetime) -> bool:
        """Whether its answer, or its failure, still speaks for the origin."""
        if not self.task.done():
            return True
        if self.task.cancelled():
            return False
        failure = self.task.exception()
        if failure is None:
            return now - self.task.result().fetched_at < LIFETIME
        return isinstance(failure, SiteUnreachable) and now - self.asked_at < FAILURE_LIFETIME


class RobotsMiddleware:
    """Refuses what robots.txt forbids, and slows down where it asks for it."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._token = product_token(crawler.settings["USER_AGENT"])
        self._delay_cap_s = crawler.settings.getfloat("ROBOTS_CRAWL_DELAY_CAP_S")
        self._respects_opt_outs = crawler.settings.getbool("RESPECT_OPT_OUTS")
        self._own_memory = InProcessRobots()
        self._questions: dict[str, _Question] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to build a component."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises RobotsForbidden, SiteUnreachable, or the refusal that robots.txt itself met."""
        if request.meta.get(SKIP):
            return
        answer = await self._answer(origin(request.url))
        if answer.refusal:
            raise RobotsForbidden(answer.refusal)
        if not answer.rules.allows(request.url):
            raise RobotsForbidden("robots.txt disallows the address")
        if self._respects_opt_outs and (reason := answer.reservations.refusal(request.url)):
            raise RobotsForbidden(reason)
        if answer.rules.crawl_delay_s:
            slow_down(self._crawler, request, min(answer.rules.crawl_delay_s, self._delay_cap_s))

    @property
    def _memory(self) -> RobotsMemory:
        memory: RobotsMemory | None = getattr(self._crawler.spider, "robots_memory", None)
        return self._own_memory if memory is None else memory

    async def _answer(self, of: str) -> _Answer:
        at = now(self._crawler)
        question = self._questions.get(of)
        if question is None or not question.holds(at):
            task = asyncio.get_running_loop().create_task(self._learn(of, at))
            question = self._questions[of] = _Question(task, at)
        # Shielded: one waiter that is cancelled must not take the answer from all others.
        return await asyncio.shield(question.task)

    async def _learn(self, of: str, at: datetime) -> _Answer:
        # The body is let go here: thousands of origins, half a megabyte each, are too much.
        robots, is_new = await self._known_or_asked(of, at)
        said = await self._tdmrep(of, robots) if is_new else self._memory.noted(of)
        answer = _read(robots, self._token, said)
        if is_new:
            self._memory.note(of, answer.reservations.signals)
        return answer

    async def _known_or_asked(self, of: str, at: datetime) -> tuple[StoredRobots, bool]:
        """The robots.txt that holds, and whether the origin has just answered it."""
        known = self._memory.load(of)
        good = known if known is not None and known.status < SERVER_ERROR else None
        if good and at - good.fetched_at < LIFETIME:
            return good, False
        old = good if good and at - good.fetched_at < LONGEST_USE_OF_OLD else None
        try:
            asked = await self._ask(of)
        except SiteUnreachable:
            if old is None:
                raise
            return old, False
        if asked.status >= SERVER_ERROR and old:
            logger.info("%s: robots.txt answers %d, the older copy holds", of, asked.status)
            return old, False
        self._memory.save(asked)
        return asked, True

    async def _tdmrep(self, of: str, robots: StoredRobots) -> tuple[Signal, ...]:
        """The origin's TDM reservations; none where it has no such file, or will not say."""
        url = f"{of}{TDMREP_PATH}"
        answer = _read(robots, self._token, ())
        if answer.refusal or not answer.rules.allows(url):
            return ()
        try:
            status, body = await self._download(url)
        except SiteUnreachable as error:
            logger.info("%s: %s", of, error)
            return ()
        return of_tdmrep(body) if status == HTTPStatus.OK else ()

    async def _ask(self, of: str) -> StoredRobots:
        status, body = await self._download(f"{of}/robots.txt")
        at = now(self._crawler)
        return StoredRobots(origin=of, status=status, body=body, fetched_at=at)

    async def _download(self, url: str) -> tuple[int, bytes]:
        """Status and body of one of the origin's own files. Raises SiteUnreachable, Refused."""
        request = Request(url, callback=NO_CALLBACK, meta={SKIP: True})
        engine = self._crawler.engine
        assert engine is not None
        try:
            response = await engine.download_async(request)
        except Refused:
            raise
        except IgnoreRequest:
            logger.info("%s redirects without end, so there is none", url)
            return int(HTTPStatus.FOUND), b""
        except Exception as error:
            name = url.rpartition("/")[2]
            raise SiteUnreachable(f"{name}: {outcome_of(error)[1]}") from error
        return response.status, response.body[: MAX_ROBOTS_BYTES + 1]


def _read(robots: StoredRobots, token: str, said: Sequence[Signal]) -> _Answer:
    refusal, rules, reservations = "", NO_RULES, Reservations.read(b"", said)
    if robots.status >= SERVER_ERROR:
        refusal = f"robots.txt answers HTTP {robots.status}: nothing may be asked"
    elif HTTPStatus.OK <= robots.status < HTTPStatus.MULTIPLE_CHOICES:
        rules = RobotsRules.parse(robots.body, token)
        reservations = Reservations.read(robots.body, said)
    return _Answer(
        rules=rules, reservations=reservations, fetched_at=robots.fetched_at, refusal=refusal
    )
