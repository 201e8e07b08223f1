#!/usr/bin/env bash
# A throw-away PostgreSQL of our own for tests: deploy/postgres.sh start|stop|url.  Lives in $PIAOJUE_PG (default var/pg).
set -eu
here=${PIAOJUE_PG:-$PWD/var/pg}
free() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
port=${PIAOJUE_PG_PORT:-$(cat "$here/port" 2>/dev/null || true)}
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
case ${1:-start} in
  url) echo "postgres://piaojue@127.0.0.1:$port/piaojue" ;;
  stop) as "$bin/pg_ctl" -D "$here/data" -m immediate stop >/dev/null 2>&1 || true ;;
  start)
    if [ ! -s "$here/data/PG_VERSION" ]; then
      mkdir -p "$here"; [ "$(id -u)" = 0 ] && chown postgres "$here"
      [ "$(id -u)" = 0 ] && p=$here && while [ "$p" != / ]; do chmod o+x "$p"; p=$(dirname "$p"); done
      as "$bin/initdb" -D "$here/data" -U piaojue -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
    fi
    as "$bin/pg_ctl" -D "$here/data" status >/dev/null 2>&1 && exit 0
    port=${PIAOJUE_PG_PORT:-$(free)}  # another checkout's may be running
    echo "$port" > "$here/port"
    as "$bin/pg_ctl" -D "$here/data" -w -l "$here/log" -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$here -c fsync=off -c full_page_writes=off -c autovacuum=off -c jit=off -c max_connections=200" start >/dev/null
    as "$bin/createdb" -h 127.0.0.1 -p "$port" -U piaojue piaojue 2>/dev/null || true ;;
esac
