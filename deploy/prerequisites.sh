#!/usr/bin/env bash
# Names every missing prerequisite with the command that installs it.
set -u
missing=()
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || missing+=("Python 3.11+|sudo apt-get install -y python3 python3-venv")
python3 -c 'import venv, ensurepip' 2>/dev/null || missing+=("Python's venv|sudo apt-get install -y python3-venv")
node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' 2>/dev/null || missing+=("Node 20+|sudo apt-get install -y nodejs npm   (or a newer release from nodejs.org)")
command -v npm >/dev/null || missing+=("npm|sudo apt-get install -y npm")
ldconfig -p 2>/dev/null | grep -q libpangoft2-1.0 || missing+=("Pango, for PDF|sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")
ldconfig -p 2>/dev/null | grep -q 'libmagic\.so' || missing+=("libmagic, for checking uploads|sudo apt-get install -y libmagic1")
fc-list 2>/dev/null | grep -qi 'noto.*cjk' || missing+=("Chinese fonts, for PDF and screenshots|sudo apt-get install -y fontconfig fonts-noto-cjk")
[ -n "$(fc-list ':charset=1820' family 2>/dev/null)" ] || missing+=("Mongolian and other scripts, for PDF|sudo apt-get install -y fonts-noto-core")
[ -n "$(fc-list ':charset=2a6d6' family 2>/dev/null)" ] || missing+=("rare Han characters in names, for PDF|sudo apt-get install -y fonts-hanazono")
command -v msgfmt >/dev/null || missing+=("gettext, for the English pages|sudo apt-get install -y gettext")
((${#missing[@]})) || exit 0
if [ "${PIAOJUE_INSTALL:-}" = 1 ] && [ "$(id -u)" = 0 ]; then
  echo "· installing missing Debian packages…"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libmagic1 fontconfig fonts-noto-cjk fonts-noto-core fonts-hanazono gettext >/dev/null && exec env PIAOJUE_INSTALL=0 "$0"
fi
echo "缺少运行条件 / missing prerequisites:"
for line in "${missing[@]}"; do printf '  · %s\n      %s\n' "${line%%|*}" "${line#*|}"; done
exit 1
