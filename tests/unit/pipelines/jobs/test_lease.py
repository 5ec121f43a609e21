"""Whether a lease's holder may still be at work."""

import subprocess
import sys
from dataclasses import replace

from pipelines.jobs.lease import is_alive, myself

PLACE = myself().started[myself().started.index("@") :]


def gone() -> int:
    """The number of a process that has ended."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_this_process_is_at_work() -> None:
    assert is_alive(myself())


def test_a_process_of_this_machine_that_ended_is_not() -> None:
    """At once, without waiting for its heartbeat to be old."""
    assert not is_alive(replace(myself(), pid=gone()))


def test_a_later_process_with_the_same_number_is_another() -> None:
    assert not is_alive(replace(myself(), started=f"1{PLACE}"))


def test_a_machine_that_goes_by_the_same_name_is_believed() -> None:
    """A copied machine or a container: its process numbers mean nothing here."""
    owner = replace(myself(), pid=gone(), started="1@another-start/pid:[1]")
    assert is_alive(owner)
