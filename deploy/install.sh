#!/usr/bin/env bash
# install.sh production|everything   locked Python packages into .venv, locked browser assets into node_modules.
# production: what the site runs on. everything: also what tests and checks need. Nothing is done when it is there already;
# a machine that has everything serves with it, too. No compiler and no Node is needed for either.
set -eu
cd "$(dirname "$0")/.."
want=$1
UV=0.13.9  # the installer itself
python=.venv/bin/python
case $want in
  production) lock=requirements.lock ;;
  everything) lock=requirements-dev.lock ;;
  *) echo "install.sh production|everything"; exit 2 ;;
esac

# there FOLDER FILES…: FOLDER was filled from these files as they are now
state() { cat "$@" | sha256sum | cut -c1-16; }
there() { local folder=$1; shift; grep -qsxE "($want|everything) $(state "$@")" "$folder/.installed"; }
note() { local folder=$1; shift; echo "$want $(state "$@")" > "$folder/.installed"; }

packages=(pyproject.toml requirements.lock requirements-dev.lock)
assets=(package.json package-lock.json)
there .venv "${packages[@]}" && there node_modules "${assets[@]}" && exit 0
deploy/prerequisites.sh
if ! there .venv "${packages[@]}"; then
  echo "· Python packages (locked, with hashes): $want…"
  [ -x $python ] || "$(deploy/python.sh)" -m venv .venv
  $python -m pip install -q --disable-pip-version-check "uv==$UV"
  .venv/bin/uv pip sync -q --require-hashes --no-build "$lock"
  .venv/bin/uv pip install -q --no-deps --no-build-isolation -e .
  note .venv "${packages[@]}"
fi
if ! there node_modules "${assets[@]}"; then
  echo "· browser assets from npm (locked, with hashes): $want…"
  $python deploy/assets.py "$want"
  note node_modules "${assets[@]}"
fi
