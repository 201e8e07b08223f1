# make run     set up what the site needs and serve on http://127.0.0.1:8000     (EMPTY=1: empty database, first administrator)
# make dev     the same for who changes it: reloads, shows tracebacks, compiles translated words
# make install   production on this machine, as root: user, settings, systemd units (docs/operations.md)
# make check   format, lint, types, styles, import rules, migrations: some ten seconds
# make test    make check, then every test, on SQLite and on PostgreSQL
# make station-kit   监票台 as a folder of static files for a USB stick, with its hashes (DIR=folder, docs/station.md)
# make mini-program   the shell for WeChat as a zip, with its hash (SITE=https://… APP=wx… DIR=folder, docs/operations.md)
# make page    the voter's page: builds its script, prints every file's name and hash, writes the stations' list of them
# make hall    the hall's network: certificate, nginx in front, HTTPS in every link (WIFI=name HOST=address, see deploy/hall.sh)
# make bench   the benchmarks                     make locks   after a change of the dependencies in pyproject.toml
SHELL := /bin/bash
VENV := .venv
PORT ?= 8000
export PORT
export PYTHONDONTWRITEBYTECODE :=  # compiled modules are kept, whatever the shell says: every start is five seconds quicker
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

.PHONY: hall run dev check test page station-kit mini-program bench install locks production everything words clean
run: production
	@deploy/serve.sh

hall: production
	@deploy/hall.sh

dev: everything
	@deploy/serve.sh dev

check: everything
	@deploy/check.sh

test: everything
	@deploy/test-tools.sh
	@deploy/test-databases.sh & deploy/check.sh || { wait; deploy/postgres.sh stop; exit 1; }; wait
	@deploy/test.sh

page: everything
	@python -m booth.page_files station/voters_page.json

station-kit: everything
	@python -m kit.build $(or $(DIR),var/station-kit)

mini-program: everything
	@python -m piaojue.world.mini.build "$(SITE)" "$(APP)" $(or $(DIR),var/mini-program)

install:
	@deploy/production.sh

bench: everything
	@python -m benchmarks

production everything:
	@deploy/install.sh $@
	@$(MAKE) -s words

WORDS := piaojue/locale/en/LC_MESSAGES/django.mo piaojue/locale/zh_Hans/LC_MESSAGES/django.mo
words: $(WORDS)
$(WORDS): %.mo: %.po
	@msgfmt -o $@ $<

LOCK := uv pip compile -q --only-binary :all: pyproject.toml --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate
locks: everything
	@$(LOCK) --all-extras -o requirements-dev.lock
	@$(LOCK) --extra setup -c requirements-dev.lock -o requirements.lock

clean:
	@rm -rf $(VENV) node_modules var
