#!/usr/bin/env bash
# Database, sample data at the first start, then the server and a worker. EMPTY=1: no sample, first-administrator page.
# serve.sh dev: Django's own server, which reloads (deploy/dev.py). Whoever of them dies is replaced.
set -eu
export PIAOJUE_VAR=${PIAOJUE_VAR:-$PWD/var}
[ "${EMPTY:-}" = 1 ] && export PIAOJUE_VAR="$PIAOJUE_VAR/empty" PIAOJUE_DEMO=0
mkdir -p "$PIAOJUE_VAR"
python manage.py migrate -v0
python manage.py createcachetable
if [ "${EMPTY:-}" != 1 ]; then python manage.py sample --if-empty; fi
python manage.py who
if [ "${1:-}" = dev ]; then exec python deploy/dev.py runserver "127.0.0.1:$PORT"; fi
export JOBS_IN_THREAD=0
exec python deploy/supervise.py
