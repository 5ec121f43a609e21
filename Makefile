# Everything here needs only Python 3.11+ and make; the first target to run installs into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SITE ?=
CONTACT ?=

.PHONY: help install dev demo crawl format lint types layers unit scores check test docs clean benchmark stripping trials fuzz

help:  ## Show what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

# A changed pyproject.toml installs again; an interrupted install leaves no stamp behind.
$(VENV)/installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "copydesk needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	touch $@

install: $(VENV)/installed  ## Install copydesk into .venv

dev: $(VENV)/installed-dev  ## Install what tests and checks need

demo: install  ## Crawl the bundled demo sites and show what was filed and stricken
	$(BIN)/copydesk demo

crawl: install  ## Crawl one real site: make crawl SITE=https://... CONTACT=you@example.org
	@test -n "$(SITE)" || { echo "usage: make crawl SITE=https://news.example CONTACT=you@example.org"; exit 2; }
	$(BIN)/copydesk init --contact "$(CONTACT)"
	$(BIN)/copydesk sites add "$(SITE)"
	$(BIN)/copydesk crawl

format: dev  ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: dev
	$(BIN)/mypy

layers: dev
	$(BIN)/lint-imports

unit: dev
	$(BIN)/pytest tests/unit tests/properties -m "not slow"

scores: dev
	$(BIN)/python -m benchmarks.extraction --gate small

check: lint types layers unit scores  ## Format, lint, types, layers, unit and property tests, scores

test: dev  ## Everything a user needs to trust it
	$(BIN)/pytest tests -n auto --maxprocesses 4 --dist worksteal

benchmark: dev  ## Extraction beside other systems (needs the pages with known content)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group train --group benchmark
	$(BIN)/python -m benchmarks.extraction

stripping: dev  ## How right the striking of what sites repeat is, on generated sites
	$(BIN)/python -m benchmarks.stripping

trials: dev  ## What it survives: kills, power cuts, full disks, network faults (an hour and more)
	$(BIN)/python -m benchmarks.trials

SECONDS ?= 60
fuzz: dev  ## Look for bytes that break a reader: make fuzz SECONDS=3600 before a release
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group fuzz
	$(BIN)/python -m benchmarks.fuzz --seconds $(SECONDS)

docs: dev  ## Write docs/cli.md and docs/schema.md from the code
	$(BIN)/python docs/generate.py

clean:  ## Remove the environment and caches
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
