#!/usr/bin/env bash
# What the tests need beside the product: Debian's Chromium without its windows, PostgreSQL, gettext, belenios-tool, nginx.
set -eu
need=()
command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || need+=(chromium-headless-shell)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need+=(postgresql)
command -v belenios-tool >/dev/null || need+=(belenios-tool)
command -v pdftotext >/dev/null || need+=(poppler-utils)
[ -x /usr/sbin/nginx ] || command -v nginx >/dev/null || need+=(nginx-light)
((${#need[@]})) || exit 0
if [ "$(id -u)" = 0 ]; then run=(); elif command -v sudo >/dev/null; then run=(sudo); else
  echo "请先安装测试所需的软件： apt-get install -y ${need[*]}"; exit 1
fi
echo "· installing for the tests: ${need[*]}"
"${run[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y -qq "${need[@]}" >/dev/null
