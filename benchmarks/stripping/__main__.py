"""How right stripping is: `python -m benchmarks.stripping [TABLE] [options of that table]`."""

import importlib
import importlib.util
import sys

# A table is a module `<name>_table` of this package with `main(arguments: list[str]) -> int`.
TABLES = ("generated", "real", "cost", "state")


def main(arguments: list[str]) -> int:
    """Run the table that the first argument names; without a name, the generated sites."""
    named = bool(arguments) and not arguments[0].startswith("-")
    table = arguments[0] if named else TABLES[0]
    if table not in TABLES:
        print(f"no table {table}; there are: {', '.join(TABLES)}", file=sys.stderr)
        return 2
    module = f"benchmarks.stripping.{table}_table"
    if importlib.util.find_spec(module) is None:
        print(f"the table {table} is not written yet", file=sys.stderr)
        return 2
    code: int = importlib.import_module(module).main(arguments[int(named) :])
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
