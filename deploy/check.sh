#!/usr/bin/env bash
# What can be said about the code without running it: all parts side by side, each one's output only when it failed.
set -u
cd "$(dirname "$0")/.."
export PIAOJUE_VAR=${PIAOJUE_VAR:-$PWD/var/test}
mkdir -p "$PIAOJUE_VAR"
unset DATABASE_URL
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

names=() pids=() remedies=()
# part NAME REMEDY COMMAND…
part() {
  names+=("$1"); remedies+=("$2"); local log="$logs/$1"; shift 2
  "$@" >"$log" 2>&1 & pids+=($!)
}
part types "mend the line, or the annotation that misleads" mypy
part migrations "python manage.py makemigrations" python manage.py makemigrations --check --dry-run
part style "deploy/style.sh --write formats styles and scripts; templates are mended by hand" deploy/style.sh
part imports "the contracts stand in pyproject.toml, the directions in docs/architecture.md" lint-imports
part lint "ruff check --fix ." ruff check .
part format "ruff format ." ruff format --check .

status=0
for at in "${!pids[@]}"; do
  wait "${pids[at]}" && continue
  status=1
  echo "== ${names[at]} failed: ${remedies[at]}"
  cat "$logs/${names[at]}"
done
[ $status = 0 ] && echo "checked: ${names[*]}, ${SECONDS} s"
exit $status
