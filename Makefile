# Two commands do everything on a fresh machine: `make demo` and `make test`.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help install demo test check format messages docs lock bench clean

# The checks read the settings: a development look at them is enough.
check messages: export GOUVERNAIL_DEBUG = 1
check messages: export GOUVERNAIL_DATA = $(VENV)/var
check messages: export DJANGO_SETTINGS_MODULE = gouvernail.config.settings

help: ## What each target does
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

$(STAMP): requirements/lock.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/lock.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q src # pip compiles what it copies; an editable package it leaves to the first run
	@touch $@

install: $(STAMP) ## Create .venv with the command gouvernail

demo: $(STAMP) ## Load a programme of eighteen months, simulated, and serve it on this machine
	$(BIN)/gouvernail demo $(DEMO_FLAGS)

test: $(STAMP) ## Run the tests, then those of the database on PostgreSQL; what is absent is skipped and said
	env -u GOUVERNAIL_TEST_DATABASE_URL $(BIN)/python -m pytest -n 2 --dist worksteal -q
	.ci/on-postgresql $(BIN)/python -m pytest -n 2 --dist worksteal -q --postgresql-only

check: $(STAMP) ## Everything a machine can say about the code
	$(BIN)/ruff format --check src tests benchmarks docs hatch_build.py messages.py
	$(BIN)/ruff check src tests benchmarks docs hatch_build.py messages.py
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(BIN)/djlint --quiet --lint src/gouvernail/exchange
	$(BIN)/djlint --quiet --lint src/gouvernail --profile django --extension html
	$(BIN)/django-admin check --fail-level WARNING
	$(BIN)/django-admin makemigrations --check --dry-run

format: $(STAMP) ## Format the code
	$(BIN)/ruff format src tests benchmarks docs hatch_build.py messages.py
	$(BIN)/ruff check --fix-only src tests benchmarks docs hatch_build.py messages.py

messages: $(STAMP) ## Gather what the pages say into the French catalogues and compile them
	$(BIN)/python messages.py

docs: $(STAMP) ## Write the references of the indicators, of the rights and of the thresholds again
	$(BIN)/python docs/write_reference.py
	$(BIN)/python docs/write_rights.py
	$(BIN)/python docs/write_thresholds.py

lock: $(STAMP) ## Pin and hash every dependency again (no registry address is written)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --all-extras --group dev pyproject.toml --output-file requirements/lock.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --no-annotate --all-extras --constraint requirements/lock.txt pyproject.toml \
	  --output-file requirements/runtime.txt

bench: $(STAMP) ## Measure speed and memory; each line is a ratio to a reference of the same run
	$(BIN)/python benchmarks/start_up.py
	$(BIN)/python benchmarks/forecast.py
	$(BIN)/python benchmarks/assess.py
	$(BIN)/python benchmarks/rank.py
	$(BIN)/python benchmarks/selection.py --only nrp1 nrp3 nrp5 e1
	$(BIN)/python benchmarks/sequencing.py --projects 48
	$(BIN)/python benchmarks/diagnose.py
	$(BIN)/python benchmarks/web_pages.py
	$(BIN)/python benchmarks/backlog_page.py
	$(BIN)/python benchmarks/selection_page.py

clean: ## Remove the environment and what was built
	rm -rf $(VENV) build dist out
