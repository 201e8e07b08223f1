#!/usr/bin/env bash
# Every test, on SQLite and on PostgreSQL, on all cores.
set -u
cores=$(nproc)
export PIAOJUE_VAR=${PIAOJUE_VAR:-$PWD/var/test}
mkdir -p "$PIAOJUE_VAR"
status=0
echo "== static: lint, import rules, migrations"
ruff check . || status=1
python manage.py makemigrations --check --dry-run >/dev/null || { echo "a migration is missing: python manage.py makemigrations"; status=1; }
echo "== SQLite"
env -u DATABASE_URL python -m pytest -q -n "$cores" --dist loadfile "$@" || status=1
echo "== PostgreSQL"
deploy/postgres.sh start || { echo "PostgreSQL did not start"; exit 1; }
# what a page looks like does not depend on the database
DATABASE_URL=$(deploy/postgres.sh url) python -m pytest -q -n "$cores" --dist loadfile piaojue booth tests --ignore=tests/browser/test_every_page.py "$@" || status=1
deploy/postgres.sh stop
exit $status
