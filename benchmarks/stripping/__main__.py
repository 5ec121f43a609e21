"""How right stripping is: `python -m benchmarks.stripping [TABLE] [options of that table]`."""

import importlib
import sys

# Each is a module of this package with `main(arguments: list[str]) -> int`.
TABLES = {"generated": "generated_table", "real": "real", "state": "state", "cost": "cost"}


def main(arguments: list[str]) -> int:
    """Run the table that the first argument names; without a name, the generated sites."""
    named = bool(arguments) and not arguments[0].startswith("-")
    table = arguments[0] if named else "generated"
    if table not in TABLES:
        print(f"no table {table}; there are: {', '.join(TABLES)}", file=sys.stderr)
        return 2
    module = f"benchmarks.stripping.{TABLES[table]}"
    code: int = importlib.import_module(module).main(arguments[int(named) :])
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
