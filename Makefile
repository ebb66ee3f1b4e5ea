# make run  – the service with the real county network      make test – all tests, real Neo4j and browser included
# make check – format, lint, types, import contracts, tests  make bench – paired measurements
# make docs  – the catalogue in docs/methods.md and the tour, made anew
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Workers of the tests: one for each core, at most four; 0 runs all in one process
PYTEST_WORKERS ?= auto

.PHONY: run test check lint bench docs setup clean

run: $(VENV)/.run
	$(BIN)/graph-service init gross_gerau --if-empty
	$(BIN)/graph-service serve

test: $(VENV)/.dev
	$(BIN)/pytest -q --numprocesses $(PYTEST_WORKERS) --maxprocesses 4

check: lint test

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev
	$(BIN)/python bench/run.py

docs: $(VENV)/.dev
	$(BIN)/python docs/make_methods.py
	$(BIN)/python docs/make_tour.py

setup: $(VENV)/.dev

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed / Python ab 3.11 wird gebraucht: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python's venv module is missing / Das Modul venv fehlt (Debian: apt-get install python3-venv)"; exit 1; }

$(VENV)/.run: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev,neo4j-server]'
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
