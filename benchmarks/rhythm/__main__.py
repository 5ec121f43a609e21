"""What asking sources by their rhythm costs: `python -m benchmarks.rhythm [TABLE] [options]`."""

import importlib
import sys

# Each is a module of this package with `main(arguments: list[str]) -> int`.
TABLES = {"month": "month", "still": "still"}


def main(arguments: list[str]) -> int:
    """Run the table that the first argument names; without a name, the simulated month."""
    named = bool(arguments) and not arguments[0].startswith("-")
    table = arguments[0] if named else "month"
    if table not in TABLES:
        print(f"no table {table}; there are: {', '.join(TABLES)}", file=sys.stderr)
        return 2
    module = importlib.import_module(f"benchmarks.rhythm.{TABLES[table]}")
    code: int = module.main(arguments[int(named) :])
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
