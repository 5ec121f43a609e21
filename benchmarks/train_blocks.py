"""Learn the trees that weigh blocks: python benchmarks/train_blocks.py [--folds].

Reads pages with known content from ../shared/benchmark (or $COPYDESK_BENCHMARK) and writes
pipelines/extract/block_trees.json: numbers alone, no word of any page. With --folds it writes
nothing and shows how trees that have not seen a site do on that site's pages.
Needs the dependency group `train`; deterministic, about a minute.
"""

import argparse
import gzip
import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from pipelines.extract import blocked_page
from pipelines.extract.align import aligned
from pipelines.extract.blocks import Placed
from pipelines.extract.cascade import asked, ballots
from pipelines.extract.forest import TABLES
from pipelines.extract.page import Taken
from pipelines.extract.traits import NAMES, Traits, traits
from pipelines.extract.weighing import LIKELY
from pipelines.model import Role, Site, Snapshot
from pipelines.urls import site_key

ROOT = Path(__file__).parent.parent
PAGES = Path(os.environ.get("COPYDESK_BENCHMARK", ROOT.parent / "shared" / "benchmark"))
WRITTEN = ROOT / "pipelines" / "extract" / TABLES

# What each collection teaches. wcxb's bodies were drafted by a language model and are no news;
# without it recall on aeb falls by a point, in full it costs fundus-tests five clean pages of 100.
WEIGHTS = {"aeb": 1.0, "fundus-eval": 1.0, "fundus-tests": 1.0, "wcxb": 0.5, "trafilatura": 1.0}
# fundus' parsers leave lists, tables and posts out although they belong to the text.
DOUBTFUL = (Role.LIST_ITEM, Role.TABLE, Role.QUOTE, Role.EMBED)
DOUBT = 0.2
# A page of trafilatura's own set teaches by three to six lines, each picked because it is hard.
STRINGS = 1.0
FOLDS = 5

# Splits at random limits: the trees agree less with each other and better with unseen sites
# (F1 on aeb .982 instead of .977, five folds, two seeds).
SHAPE = {
    "objective": "binary",
    "extra_trees": True,
    "learning_rate": 0.06,
    "max_depth": 6,
    "num_leaves": 24,
    "min_child_samples": 25,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 127,
    "seed": 1,
    "deterministic": True,
    "num_threads": 2,
    "verbose": -1,
}
TREES = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One page: its blocks' traits, whether each is text (1.0 or 0.0), and how much it counts."""

    site: str
    dataset: str
    rows: Traits
    truth: np.ndarray[Any, Any]
    weights: np.ndarray[Any, Any]
    lengths: np.ndarray[Any, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folds", action="store_true", help="show results on unseen sites only")
    arguments = parser.parse_args()
    if not PAGES.is_dir():
        print(f"no pages with known content at {PAGES}", file=sys.stderr)
        return 2
    lessons = _lessons()
    if arguments.folds:
        _show(lessons)
        return 0
    WRITTEN.write_text(json.dumps(_tables(_learned(lessons)), separators=(",", ":")) + "\n")
    print(f"{len(lessons)} pages, {WRITTEN.stat().st_size:,} bytes in {WRITTEN.name}")
    return 0


def write_folds(folder: Path) -> None:
    """Write fold-N.json for each fold: `sites` that its `tables` have not seen."""
    lessons = _lessons()
    for number in range(FOLDS):
        sites = sorted({one.site for one in lessons if _fold(one.site) == number})
        booster = _learned([one for one in lessons if _fold(one.site) != number])
        written = json.dumps({"sites": sites, "tables": _tables(booster)})
        (folder / f"fold-{number}.json").write_text(written, encoding="utf-8")


def _lessons() -> list[Lesson]:
    with ProcessPoolExecutor(2) as workers:
        return [one for one in workers.map(lesson, _records(), chunksize=8) if len(one.rows)]


def _records() -> list[Mapping[str, Any]]:
    lines = (PAGES / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    records = map(json.loads, lines)
    return [r for r in records if r["dataset"] in WEIGHTS and _has_truth(r["truth"])]


def _has_truth(truth: Mapping[str, Any]) -> bool:
    return any(truth[name] for name in ("paragraphs", "must_have", "must_not_have"))


def lesson(record: Mapping[str, Any]) -> Lesson:
    """What one page teaches."""
    page = blocked_page(_snapshot(record), Site(key="", name="", home=""))
    indexes, rows = traits(page, ballots(*asked(page))) if page else ((), np.zeros((0, len(NAMES))))
    blocks = [page.blocks[index] for index in indexes] if page else []
    answers = _known(record, page.blocks) if page else {}
    return Lesson(
        site=record["site"],
        dataset=record["dataset"],
        rows=rows,
        truth=np.array([answers[block.index][0] for block in blocks]),
        weights=np.array([answers[block.index][1] for block in blocks]),
        lengths=np.array([float(block.size) for block in blocks]),
    )


def _known(
    record: Mapping[str, Any], blocks: Sequence[Placed]
) -> Mapping[int, tuple[float, float]]:
    """For each block whether it is text, 1.0 or 0.0, and how much that counts."""
    paragraphs = record["truth"]["paragraphs"]
    if not paragraphs:
        return {block.index: _by_strings(record["truth"], block) for block in blocks}
    every = aligned([p["text"] for p in paragraphs], blocks)
    required = aligned([p["text"] for p in paragraphs if not p["optional"]], blocks)
    return {
        block.index: (float(block.index in every), _weight(record, block, every, required))
        for block in blocks
    }


def _by_strings(truth: Mapping[str, Any], block: Placed) -> tuple[float, float]:
    """What a collection without bodies says: parts of lines that must be there, or must not."""
    wanted = any(part in block.text for part in truth["must_have"] or ())
    unwanted = any(part in block.text for part in truth["must_not_have"] or ())
    return float(wanted), STRINGS * float(wanted != unwanted)


def _snapshot(record: Mapping[str, Any]) -> Snapshot:
    url = record["url"] or "https://news.example/an/article"
    return Snapshot(
        target_uri=url,
        requested_uri=url,
        date=datetime(2026, 11, 22, tzinfo=UTC),
        status=200,
        headers=(("content-type", "text/html"),),
        payload=gzip.decompress((PAGES / record["file"]).read_bytes()),
        payload_digest="",
    )


def _weight(record: Mapping[str, Any], block: Placed, every: Taken, required: Taken) -> float:
    """Optional paragraphs and the standfirst teach nothing: conventions differ."""
    lead = (record["truth"].get("lead") or "")[:50]
    if block.index in every and block.index not in required:
        return 0.0
    if lead and block.index not in required and block.text.startswith(lead):
        return 0.0
    inside = bool(required) and min(required) < block.index < max(required)
    missing = block.index not in every and block.role in DOUBTFUL
    if record["dataset"] == "fundus-tests" and inside and missing:
        return DOUBT
    return WEIGHTS[record["dataset"]]


def _learned(lessons: Sequence[Lesson]) -> lightgbm.Booster:
    rows = np.concatenate([one.rows for one in lessons])
    truth = np.concatenate([one.truth for one in lessons])
    weights = np.concatenate([one.weights for one in lessons])
    return lightgbm.train(SHAPE, lightgbm.Dataset(rows, truth, weight=weights), TREES)


def _tables(booster: lightgbm.Booster) -> dict[str, Any]:
    """The trees as columns of nodes; see `pipelines.extract.forest.Forest`."""
    columns: dict[str, list[Any]] = {
        name: [] for name in ("roots", "trait", "limit", "left", "right", "value")
    }
    depth = 0
    for tree in booster.dump_model()["tree_info"]:
        columns["roots"].append(len(columns["trait"]))
        depth = max(depth, _add(tree["tree_structure"], columns))
    return {"traits": list(NAMES), "depth": depth, **columns}


def _add(node: Mapping[str, Any], columns: dict[str, list[Any]]) -> int:
    """Write a node and what is below it; the depth below it."""
    place = len(columns["trait"])
    leaf = "leaf_value" in node
    columns["trait"].append(0 if leaf else node["split_feature"])
    columns["limit"].append(0.0 if leaf else _limit(node["threshold"]))
    columns["value"].append(round(node["leaf_value"], 5) if leaf else 0.0)
    columns["left"].append(place)
    columns["right"].append(place)
    if leaf:
        return 0
    left = _add(node["left_child"], columns)
    columns["left"][place] = place + 1
    columns["right"][place] = len(columns["trait"])
    return 1 + max(left, _add(node["right_child"], columns))


def _limit(threshold: float) -> float:
    """Six digits say what a limit between two values says; 1e-35 is LightGBM's zero."""
    return float(f"{threshold:.6g}") if abs(threshold) > 1e-30 else 0.0


def _show(lessons: Sequence[Lesson]) -> None:
    """Characters and pages right, on sites that the trees have not seen."""
    found = list(_unseen(lessons))
    print(f"{'set':14}{'pages':>6}{'precision':>11}{'recall':>8}{'clean':>7}{'complete':>10}")
    for name in WEIGHTS:
        pages = [figures for dataset, figures in found if dataset == name]
        print(f"{name:14}{len(pages):6}", *(f"{v:9.3f}" for v in np.mean(pages, axis=0)))


def _unseen(lessons: Sequence[Lesson]) -> Iterator[tuple[str, tuple[float, ...]]]:
    for fold in range(FOLDS):
        booster = _learned([one for one in lessons if _fold(one.site) != fold])
        for one in (one for one in lessons if _fold(one.site) == fold):
            taken = np.asarray(booster.predict(one.rows)) >= LIKELY
            yield one.dataset, _figures(one, taken)


def _figures(one: Lesson, taken: np.ndarray[Any, Any]) -> tuple[float, ...]:
    true, counts = one.truth > 0, one.weights > 0
    shared = one.lengths[taken & true].sum()
    return (
        shared / max(1.0, one.lengths[taken].sum()),
        one.lengths[taken & true & counts].sum() / max(1.0, one.lengths[true & counts].sum()),
        float(not (taken & ~true).any()),
        float(not (~taken & true & counts).any()),
    )


def _fold(site: str) -> int:
    """By registrable domain, so that no site stands in two folds."""
    owner = site_key(f"https://{site}/") or site
    return int(hashlib.sha256(owner.encode()).hexdigest(), 16) % FOLDS


if __name__ == "__main__":
    sys.exit(main())
