#!/usr/bin/env bash
# What the tests need beside the product: Debian's Chromium without its windows, PostgreSQL, gettext, belenios-tool, nginx.
set -eu
cd "$(dirname "$0")/.."
. deploy/packages.sh
need=()
command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || need+=(chromium-headless-shell)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need+=(postgresql)
command -v belenios-tool >/dev/null || need+=(belenios-tool)
command -v pdftotext >/dev/null || need+=(poppler-utils)
[ -x /usr/sbin/nginx ] || command -v nginx >/dev/null || need+=(nginx-light)
((${#need[@]})) || exit 0
install "${need[@]}"
