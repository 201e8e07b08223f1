#!/usr/bin/env bash
# Every test, on SQLite and on PostgreSQL, on all cores. The long stories in Chromium run beside the others from the start.
# `make test` runs deploy/check.sh before, and makes the databases beside it.
set -u
export PIAOJUE_VAR=${PIAOJUE_VAR:-$PWD/var/test}
mkdir -p "$PIAOJUE_VAR"
unset DATABASE_URL
echo "== databases, migrated once and copied by every worker"
deploy/test-databases.sh || exit 1
postgres=$(deploy/postgres.sh url)

year="tests/browser/test_a_year.py"
chromium="tests/browser/test_choosing_a_place.py tests/browser/test_a_hall.py tests/browser/test_review_queue.py booth/tests/test_phone.py booth/tests/test_sealed_phone.py"
# tests marked `once` do not depend on the database, and what phones do does not either: they run on SQLite alone
without() { printf -- '--ignore=%s ' "$@"; }

# one story at a time leaves a core idle for half of it: people wait for pages, pages for people
python -m pytest -q $year $chromium >"$PIAOJUE_VAR/stories-sqlite.log" 2>&1 & on_sqlite=$!
DATABASE_URL=$postgres python -m pytest -q $year >"$PIAOJUE_VAR/stories-postgres.log" 2>&1 & on_postgres=$!

status=0
echo "== SQLite"
python -m pytest -q -n "$(nproc)" --dist worksteal $(without $year $chromium) || status=1
echo "== PostgreSQL"
DATABASE_URL=$postgres python -m pytest -q -n "$(nproc)" --dist worksteal piaojue booth tests $(without $year $chromium) || status=1
wait $on_sqlite || status=1
wait $on_postgres || status=1
echo "== SQLite: the long stories in Chromium"; cat "$PIAOJUE_VAR/stories-sqlite.log"
echo "== PostgreSQL: the long stories in Chromium"; cat "$PIAOJUE_VAR/stories-postgres.log"
deploy/postgres.sh stop
exit $status
