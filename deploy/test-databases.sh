#!/usr/bin/env bash
# The tests' databases: PostgreSQL is started, it and SQLite are migrated once. Nothing is done when they are there already.
set -eu
cd "$(dirname "$0")/.."
export PIAOJUE_VAR=${PIAOJUE_VAR:-$PWD/var/test}
mkdir -p "$PIAOJUE_VAR"
unset DATABASE_URL
deploy/postgres.sh start || { echo "PostgreSQL did not start"; exit 1; }
python -m tests.database >/dev/null & on_sqlite=$!
DATABASE_URL=$(deploy/postgres.sh url) python -m tests.database >/dev/null
wait $on_sqlite
