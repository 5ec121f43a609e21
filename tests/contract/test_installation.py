"""What is imported is declared: an environment that happens to hold it proves nothing."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = {"crawler", "pipelines", "migrations"}
# The one file that may import what an extra brings; every other must do without.
OF_EXTRAS = {
    ROOT / "crawler" / "browse" / "server.py": "browse",
    ROOT / "crawler" / "middlewares" / "browser.py": "render",
    ROOT / "crawler" / "worker" / "queue.py": "distributed",
    ROOT / "pipelines" / "export" / "parquet.py": "parquet",
}
LATER_STDLIB = {"compression"}  # Python 3.14's; before, backports.zstd is installed


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return {normal(re.split(r"[<>=;\[ ]", line)[0]) for line in project["dependencies"]}


def imported() -> set[str]:
    files = (file for package in OURS for file in (ROOT / package).rglob("*.py"))
    found = {name for file in files if file not in OF_EXTRAS for name in imports_of(file)}
    return found - OURS - LATER_STDLIB - set(sys.stdlib_module_names)


def imports_of(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_every_module_that_is_imported_belongs_to_a_declared_dependency() -> None:
    """Otherwise it goes missing on the day when another package drops it."""
    providers = packages_distributions()
    missing = {
        module
        for module in imported()
        if not declared() & {normal(name) for name in providers.get(module, ())}
    }
    assert missing == set()


@pytest.mark.parametrize(("file", "extra"), OF_EXTRAS.items())
def test_a_file_of_an_extra_imports_what_that_brings(file: Path, extra: str) -> None:
    """It is read by nobody who has not installed copydesk[extra]."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    brought = {re.split(r"[<>=]", line)[0] for line in project["optional-dependencies"][extra]}
    assert {name.replace("-", "_") for name in brought} & imports_of(file)


def test_no_dependency_is_declared_that_nothing_imports() -> None:
    """What is not used is not installed; lxml_html_clean is jusText's, see below."""
    used = {normal(name) for module in imported() for name in packages_distributions()[module]}
    assert declared() - used == {"lxml-html-clean"}


@pytest.mark.parametrize("module", ["trafilatura", "justext", "lxml_html_clean"])
def test_trafilatura_and_what_it_needs_can_be_imported(module: str) -> None:
    """pip before 24 skips an extra of jusText's; therefore we declare lxml_html_clean."""
    __import__(module)
    assert "lxml-html-clean" in declared()
