"""What is installed is what runs: every file of data in the packages travels with them."""

import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _packaged() -> dict[str, list[str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns: dict[str, list[str]] = project["tool"]["setuptools"]["package-data"]
    return patterns


def _data() -> list[Path]:
    folders = (ROOT / name for name in ("crawler", "pipelines", "migrations"))
    return [
        path.relative_to(ROOT)
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    ]


def test_every_file_of_data_is_packaged() -> None:
    patterns = [
        f"{package.replace('.', '/')}/{pattern}"
        for package, listed in _packaged().items()
        for pattern in listed
    ]
    assert _data()
    left_out = [path for path in _data() if not any(fnmatch(str(path), one) for one in patterns)]
    assert left_out == []
