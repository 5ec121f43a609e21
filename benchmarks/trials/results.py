"""What a trial found, and the table of all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One trial. faults: how many were injected; survived: of these without a loss.

    figures: what else was counted, in words. broken: one line for each loss.
    """

    trial: str
    faults: int
    survived: int
    figures: str
    broken: tuple[str, ...] = ()


def lines(result: Result) -> Iterator[str]:
    """The table's row, and below it what broke."""
    verdict = "ok" if result.survived == result.faults and not result.broken else "BROKEN"
    yield (
        f"{result.trial:<24}{result.faults:>7}{result.survived:>9}  {verdict:<7} {result.figures}"
    )
    for line in result.broken[:10]:
        yield f"    {line}"


HEAD = f"{'trial':<24}{'faults':>7}{'survived':>9}"


def are_sound(results: Iterable[Result]) -> bool:
    """Whether every fault of every trial was survived."""
    return all(one.survived == one.faults and not one.broken for one in results)
