# Vigie. `make help` lists what can be done.
.DEFAULT_GOAL := help
SHELL := /bin/bash
VENV := .venv
PYTHON := $(VENV)/bin/python
VIGIE_DATA_DIR ?= var
VIGIE_PORT ?= 8501
export VIGIE_DATA_DIR
# One more than the cores: browsers and databases leave a process waiting. A file of tests stays in one process.
VIGIE_TEST_PROCESSES ?= $(shell echo $$(($$(nproc 2>/dev/null || echo 2) + 1)))
DEMO := $(VIGIE_DATA_DIR)/.demonstration-ready

.PHONY: help setup demo test system-packages check format bench lock clean

help: ## List the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 18

setup: $(VENV)/.ready ## Create the virtual environment with the pinned dependencies

$(VENV)/.ready: requirements.lock pyproject.toml
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Vigie needs Python 3.11 or later."; exit 1; }
	@python3 -c 'import ensurepip' 2>/dev/null || { echo "Python lacks venv: apt-get install python3-venv"; exit 1; }
	python3 -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --require-hashes --requirement requirements.lock
	$(PYTHON) -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup $(DEMO) ## Start the application on 127.0.0.1:8501 with the default data set
	@VIGIE_ENV=demo $(PYTHON) -m dashboard --port $(VIGIE_PORT)

$(DEMO): $(VENV)/.ready $(wildcard geodata/migrations/versions/*.py etl/demonstration/*.py etl/demonstration/*/*.py config/plans/*.toml)
	VIGIE_ENV=demo $(PYTHON) -m geodata migrate
	VIGIE_ENV=demo $(PYTHON) -m etl demo
	@touch $@

test: setup system-packages ## Run every test; installs Chromium, PostgreSQL and Redis when run as root
	$(PYTHON) -m pytest --numprocesses $(VIGIE_TEST_PROCESSES) --dist loadfile --durations 25

system-packages:
	@bash tests/system_packages.sh

check: setup ## Format, lint, types, import contracts
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

format: setup ## Rewrite the code in the project's format
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

bench: setup system-packages ## Measure speed beside what a user would pick instead
	$(PYTHON) -m tests.bench

lock: setup ## Pin the dependencies again from pyproject.toml
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-annotate --no-header --no-strip-extras --extra dev pyproject.toml --output-file requirements.lock

clean: ## Remove the virtual environment and the local data
	rm -rf $(VENV) $(VIGIE_DATA_DIR)
