#!/usr/bin/env bash
# style.sh [--write]   looks at templates, styles and scripts; --write formats styles and scripts
# Templates: djlint's rules and those of .djlint_rules.yaml. Its formatter is not used: it cannot know
# where a line break would show as a gap between Chinese words.
set -u
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"
files='{piaojue,booth,station,kit}/**/*.{css,js}'
if [ "${1:-}" = --write ]; then exec node node_modules/prettier/bin/prettier.cjs --log-level=warn --write "$files"; fi

node node_modules/prettier/bin/prettier.cjs --log-level=warn --check --cache --cache-location=var/style "$files" &
styles=$!
djlint --lint --quiet piaojue booth
templates=$?
wait "$styles" && [ "$templates" = 0 ]
