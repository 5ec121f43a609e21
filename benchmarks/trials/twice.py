"""Two runs that begin at once: one works, the other says so and asks nobody."""

import time
from collections.abc import Iterator

from benchmarks.trials.contents import contents, differences, unsound
from benchmarks.trials.killing import Ground, Labour
from benchmarks.trials.results import Result
from crawler.demo.server import Server

AT_WORK = 4
MOST_REQUESTS = 1.1  # of what one run alone asks for


def twice(ground: Ground, labour: Labour, server: Server, times: int) -> Result:
    """So many pairs of runs on one engine, the second ever a little later."""
    start = ground.project()
    labour.begin(start)
    whole = ground.copy(start)
    before = len(server.requested())
    assert whole.run(*labour.words).returncode in (0, 3)
    alone, expected = len(server.requested()) - before, contents(whole)
    broken, most = [], 0

    def pair(number: int) -> Iterator[str]:
        nonlocal most
        desk = ground.copy(start)
        asked = len(server.requested())
        runs = [desk.start(*labour.words)]
        time.sleep(0.2 * number)
        runs.append(desk.start(*labour.words))
        said = [run.communicate()[1] for run in runs]
        codes = sorted(run.returncode for run in runs)
        if codes not in ([0, AT_WORK], [3, AT_WORK]) or any("Traceback" in one for one in said):
            yield f"exits {codes}: {said}"
        most = max(most, len(server.requested()) - asked)
        if most > MOST_REQUESTS * alone:
            yield f"{most} requests instead of {alone}"
        yield from unsound(desk)
        yield from differences(contents(desk), expected)

    for number in range(times):
        broken += [f"pair {number}: {line}" for line in list(pair(number))[:1]]
    return Result(
        trial="two runs at once",
        faults=times,
        survived=times - len(broken),
        figures=f"{ground.databases.engine}, {alone} requests alone, at most {most} in pairs",
        broken=tuple(broken),
    )
