"""Trees that have not seen a site, to judge its pages by.

The trees that are shipped were learned from these very collections; judged by them, the pages
would repeat their own lessons. So five times the trees are learned anew, each time without a
fifth of the sites, and every page is read with those that were learned without its site.
"""

import hashlib
import importlib
import json
import os
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pipelines.extract
from benchmarks.extraction.pages import ROOT, folder, owner_of
from pipelines.extract import weighing
from pipelines.extract.forest import Forest, read
from pipelines.extract.traits import NAMES

TRAINER = ROOT / "benchmarks" / "train_blocks.py"


def cache_folder(name: str) -> Path:
    """A folder of the user's cache that need not exist yet."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "copydesk-benchmark" / name


def prepared() -> Path:
    """The folder with the trees of the present code; learns them where it is missing.

    About two minutes. Raises ImportError without the dependency group `train`.
    """
    place = cache_folder(f"folds-{_digest()}")
    if not place.is_dir():
        trainer = importlib.import_module("benchmarks.train_blocks")
        unfinished = place.with_name(f"{place.name}.{os.getpid()}")
        unfinished.mkdir(parents=True)
        trainer.write_folds(unfinished)
        shutil.rmtree(place, ignore_errors=True)
        unfinished.rename(place)
    return place


def use_for(site: str, folds: Path) -> None:
    """From now on, in this process, weigh blocks with trees that have not seen this site."""
    forests, places = _forests(folds)
    chosen = forests[places.get(owner_of(site), 0)]
    vars(weighing)["forest"] = lambda: chosen


@cache
def _forests(folds: Path) -> tuple[tuple[Forest, ...], Mapping[str, int]]:
    """The forests, and for each site that was learned from the one that has not seen it."""
    files = [json.loads(file.read_text()) for file in sorted(folds.glob("fold-*.json"))]
    places = {owner_of(site): at for at, file in enumerate(files) for site in file["sites"]}
    return tuple(read(file["tables"]) for file in files), places


def _digest() -> str:
    """Of everything that the trees are made from."""
    made = hashlib.sha256("\n".join(NAMES).encode())
    sources = Path(pipelines.extract.__file__).parent.glob("*.py")
    for file in (*sorted(sources), TRAINER, folder() / "truth.jsonl"):
        made.update(file.read_bytes())
    return made.hexdigest()[:16]
