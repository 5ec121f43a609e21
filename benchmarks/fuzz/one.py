"""Fuzzes one door under atheris, in a process of its own: `python -m benchmarks.fuzz.one NAME ...`.

Coverage guides it: the product's own code is instrumented as it is imported, so nothing of it may
have been imported before. Arguments after the name are libFuzzer's.
"""

import sys

import atheris

with atheris.instrument_imports(include=["pipelines", "crawler"]):
    from benchmarks.fuzz.targets import TARGETS


def main() -> None:
    """Run until libFuzzer's limits or the first finding, which it writes to a file."""
    name, *options = sys.argv[1:]
    atheris.Setup([sys.argv[0], *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
