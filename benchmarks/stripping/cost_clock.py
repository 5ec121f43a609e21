"""Processor time, by step: the product's own functions with a clock around them.

Rule 1: what a crawl does not remember is not remembered here. A run learns a site once, so the
    tables of texts seen are emptied before each timing; patterns and phrases stay compiled.
Rule 2: a step's time is its own: what another clocked step takes inside it is that one's.
"""

import gc
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import _lru_cache_wrapper, wraps
from statistics import median
from types import ModuleType

# A module and the name in it that the product calls.
Place = tuple[ModuleType, str]

# Smaller tables hold patterns, which a process builds once.
_TABLE_OF_TEXTS = 1000
_REST = "the rest"


def cpu_ms(run: Callable[[], object]) -> float:
    """Processor milliseconds of one call."""
    began = time.process_time()
    run()
    return (time.process_time() - began) * 1000


def afresh_ms(run: Callable[[], object]) -> float:
    """Processor milliseconds of one call in a process that has not seen the texts."""
    forget_texts()
    return cpu_ms(run)


def median_ms(run: Callable[[], object], repeats: int) -> float:
    """The median of so many calls, each in a process that has not seen the texts."""
    return median(afresh_ms(run) for _ in range(repeats))


def forget_texts() -> None:
    """Empty what `lru_cache` holds of texts and paths in the packages that learn and strike."""
    for name, module in list(sys.modules.items()):
        if name.startswith("pipelines.template."):
            for one in vars(module).values():
                if isinstance(one, _lru_cache_wrapper) and _is_table_of_texts(one):
                    one.cache_clear()
    gc.collect()


def _is_table_of_texts(cached: "_lru_cache_wrapper[object]") -> bool:
    return (cached.cache_parameters()["maxsize"] or 0) >= _TABLE_OF_TEXTS


class Clock:
    """Adds up processor milliseconds by step. The steps run one inside the other, in one thread."""

    def __init__(self) -> None:
        """Nothing was measured yet."""
        self.spent: dict[str, float] = defaultdict(float)
        self._inside = [0.0]

    def timed(self, step: str, function: Callable[..., object]) -> Callable[..., object]:
        """The function, its own time added to the step."""

        @wraps(function)
        def wrapped(*given: object, **named: object) -> object:
            self._inside.append(0.0)
            began = time.process_time()
            try:
                return function(*given, **named)
            finally:
                taken = (time.process_time() - began) * 1000
                self.spent[step] += taken - self._inside.pop()
                self._inside[-1] += taken

        return wrapped


@contextmanager
def clocked(clock: Clock, steps: Mapping[str, Sequence[Place]]) -> Iterator[None]:
    """The steps' functions run under the clock. Raises AttributeError for one that is gone."""
    originals = [(*place, getattr(*place)) for places in steps.values() for place in places]
    named = [(step, place) for step, places in steps.items() for place in places]
    try:
        for step, (module, name) in named:
            setattr(module, name, clock.timed(step, getattr(module, name)))
        yield
    finally:
        for module, name, function in originals:
            setattr(module, name, function)


def by_step(run: Callable[[], object], steps: Mapping[str, Sequence[Place]]) -> dict[str, float]:
    """Processor milliseconds of one call by step, and of what is in none of them."""
    clock = Clock()
    with clocked(clock, steps):
        total = afresh_ms(run)
    spent = {step: clock.spent[step] for step in steps}
    return {**spent, _REST: total - sum(spent.values())}
