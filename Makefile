# make run   set up everything and serve on http://127.0.0.1:8000      (make run EMPTY=1: empty database, first administrator)
# make test  set up everything and run every test, on SQLite and on PostgreSQL
# make check lint, import rules, migrations                make bench  the benchmarks
SHELL := /bin/bash
VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8000
UV := 0.13.9
export PORT
export PYTHONDONTWRITEBYTECODE :=  # compiled modules are kept, whatever the shell says: every start is five seconds quicker
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.PHONY: run test check bench setup test-tools clean
run: setup
	@deploy/serve.sh

WORDS := piaojue/locale/en/LC_MESSAGES/django.mo piaojue/locale/zh_Hans/LC_MESSAGES/django.mo
setup: $(VENV)/.ready node_modules/.ready $(WORDS)
	@true

# A missing prerequisite is named with the command that installs it.
$(VENV)/.ready: requirements.lock pyproject.toml deploy/prerequisites.sh
	@deploy/prerequisites.sh
	@test -x $(PY) || python3 -m venv $(VENV)
	@echo "· Python packages (locked, with hashes)…"
	@$(PY) -m pip install -q --disable-pip-version-check uv==$(UV)
	@$(VENV)/bin/uv pip sync -q --require-hashes requirements.lock
	@$(VENV)/bin/uv pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(WORDS): %.mo: %.po | $(VENV)/.ready
	@msgfmt -o $@ $<

node_modules/.ready: package.json package-lock.json
	@deploy/prerequisites.sh
	@echo "· browser assets from npm…"
	@npm ci --silent --no-audit --no-fund --ignore-scripts
	@touch $@

test-tools:
	@deploy/test-tools.sh

test: setup test-tools
	@deploy/test.sh

check: setup
	@ruff format --check -q . && ruff check . && lint-imports --no-cache && $(PY) manage.py makemigrations --check --dry-run

bench: setup
	@$(PY) -m benchmarks

clean:
	@rm -rf $(VENV) node_modules var
