#!/usr/bin/env bash
# Database, sample data at the first start, then the server. EMPTY=1: no sample, first-administrator page.
# serve.sh dev: Django's own server, which reloads (deploy/dev.py).
set -eu
export PIAOJUE_VAR=${PIAOJUE_VAR:-$PWD/var}
[ "${EMPTY:-}" = 1 ] && export PIAOJUE_VAR="$PIAOJUE_VAR/empty" PIAOJUE_DEMO=0
mkdir -p "$PIAOJUE_VAR"
python manage.py migrate -v0
python manage.py createcachetable
if [ "${EMPTY:-}" != 1 ]; then python manage.py sample --if-empty; fi
python manage.py who
if [ "${1:-}" = dev ]; then exec python deploy/dev.py runserver "127.0.0.1:$PORT"; fi
exec granian --interface wsgi --host 127.0.0.1 --port "$PORT" --workers 2 --blocking-threads 8 --no-ws --log-level error piaojue.config.wsgi:application
