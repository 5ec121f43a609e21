"""Strings that the text must hold and strings that it must not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.extraction.lines import words
from benchmarks.extraction.shingles import f1


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Counts over strings; they add up over pages."""

    held: int = 0  # must, and does
    missed: int = 0  # must, and does not
    wrong: int = 0  # must not, and does
    absent: int = 0  # must not, and does not

    def __add__(self, other: "Found") -> "Found":
        return Found(
            held=self.held + other.held,
            missed=self.missed + other.missed,
            wrong=self.wrong + other.wrong,
            absent=self.absent + other.absent,
        )

    @property
    def accuracy(self) -> float:
        """Share of strings that are as they must be; 0.0 without strings."""
        return (self.held + self.absent) / max(
            1, self.held + self.missed + self.wrong + self.absent
        )

    @property
    def precision(self) -> float:
        """Of the strings found, the share that must be."""
        return self.held / max(1, self.held + self.wrong)

    @property
    def recall(self) -> float:
        """Of the strings that must be, the share found."""
        return self.held / max(1, self.held + self.missed)

    @property
    def f1(self) -> float:
        """Both together."""
        return f1(self.precision, self.recall)


def found(must: Sequence[str], must_not: Sequence[str], lines: Iterable[str]) -> Found:
    """Which of the strings stand in the lines, without regard to marks and white space."""
    whole = _folded(" ".join(lines))
    held = sum(_folded(one) in whole for one in must)
    wrong = sum(_folded(one) in whole for one in must_not)
    return Found(held=held, missed=len(must) - held, wrong=wrong, absent=len(must_not) - wrong)


def _folded(text: str) -> str:
    return "".join(words(text))
