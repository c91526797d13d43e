# Two commands on a fresh machine that has Python 3.11, Node 20 and make:
#   make demo    builds the invented tambon and serves it
#   make test    runs every test that ends within about a quarter of an hour
# Each does all of its own set-up and may be run again.

SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3.11
ifeq (,$(shell command -v $(PYTHON)))
PYTHON := python3
endif
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check -q install
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PYTHONDONTWRITEBYTECODE := 1
ARGS ?=

.PHONY: help demo serve test test-long check fix bench reference messages lock clean setup setup-dev print-fonts browser

help: ## list what make can do
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

demo: setup ## build the demo and serve it (ARGS=--no-serve stops before serving)
	@sarn demo $(ARGS)

serve: setup ## serve this node (ARGS="--bind 0.0.0.0 --port 8642")
	@sarn serve $(ARGS)

test: setup-dev browser ## every test but the long ones: SQLite and PostgreSQL, ODK's engine, Chromium
	$(BIN)/python -m pytest -m "not long" $(ARGS)
	$(BIN)/python tools/with_postgres.py -- $(BIN)/python -m pytest -m "storage and not long" $(ARGS)

test-long: setup-dev browser ## the kill loops and fuzzing at length
	$(BIN)/python -m pytest -m long $(ARGS)

check: setup-dev ## format, lint, types, floors, templates, migrations, messages, reference pages
	ruff format --check src tests tools bench
	ruff check src tests tools bench
	mypy
	lint-imports
	djade --target-version 5.2 --check $$(git ls-files -co --exclude-standard '*.html')
	$(BIN)/python tools/messages.py --check
	SARN_HOME=.stamps/home sarn makemigrations --check --dry-run
	SARN_HOME=.stamps/home sarn check --fail-level WARNING
	SARN_HOME=.stamps/home sarn reference --check

fix: setup-dev ## let the formatters mend what they can
	ruff check --fix src tests tools bench
	ruff format src tests tools bench
	djade --target-version 5.2 $$(git ls-files -co --exclude-standard '*.html') || true

bench: setup-dev ## the benchmarks: ratios within one run
	$(BIN)/python -m bench $(ARGS)

reference: setup ## write the generated pages of docs/reference
	SARN_HOME=.stamps/home sarn reference --write

messages: setup ## compile the Thai catalogue
	$(BIN)/python tools/messages.py --compile

lock: ## compile requirements/*.txt anew (needs uv)
	cd requirements && uv pip compile -q --generate-hashes base.in -o base.txt && uv pip compile -q --generate-hashes -c base.txt dev.in -o dev.txt

clean: ## remove everything that was built, but never var/
	rm -rf $(VENV) node_modules .stamps src/*.egg-info src/sarn/ui/static/ui/fonts src/sarn/documents/fonts locale/*/LC_MESSAGES/*.mo

setup: .stamps/python .stamps/front .stamps/messages print-fonts
setup-dev: setup .stamps/python-dev

.stamps/venv:
	@mkdir -p .stamps
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11))' || { echo "Sarn needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV) || { echo "No virtual environment can be made: install python3-venv and run again."; exit 1; }
	@touch $@

.stamps/python: .stamps/venv requirements/base.txt pyproject.toml
	@echo "Python packages (locked) …"
	@$(PIP) --require-hashes -r requirements/base.txt
	@$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

.stamps/python-dev: .stamps/python requirements/dev.txt
	@echo "Python packages for tests (locked) …"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

.stamps/front: package-lock.json .npmrc tools/fonts.mjs
	@mkdir -p .stamps
	@echo "Front-end packages (locked) …"
	@npm ci --silent --no-progress
	@node tools/fonts.mjs
	@touch $@

.stamps/messages: .stamps/python locale/th/LC_MESSAGES/django.po tools/messages.py
	@$(BIN)/python tools/messages.py --compile
	@touch $@

# No stamp: it looks each time, since the system's copy may come and go.
print-fonts:
	@bash tools/print-fonts.sh

browser: ## Debian's Chromium, PostgreSQL and pdftotext for the tests, where they are absent and can be installed
	@bash tools/test-parts.sh
