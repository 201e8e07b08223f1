#!/usr/bin/env bash
# What the site needs from Debian or Ubuntu: what is missing is said and installed. Fonts that cannot be had stop nothing.
set -u
cd "$(dirname "$0")/.."
. deploy/packages.sh
has() { ldconfig -p 2>/dev/null | grep -q "$1"; }
draws() { [ -n "$(fc-list "$1" family 2>/dev/null)" ]; }

need=()
deploy/python.sh >/dev/null || need+=(python3 python3-venv)
[ -s /etc/ssl/certs/ca-certificates.crt ] || need+=(ca-certificates)
has 'libpangoft2-1.0' && has 'libharfbuzz-subset' || need+=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
has 'libmagic\.so' || need+=(libmagic1)
command -v fc-list >/dev/null || need+=(fontconfig)
command -v msgfmt >/dev/null || need+=(gettext)
if ((${#need[@]})); then install "${need[@]}" || exit 1; fi
deploy/python.sh >/dev/null || {
  echo "需要 Python 3.11 或更新版本：Debian 12、13 或 Ubuntu 24.04 自带 / Python 3.11 or newer is needed"; exit 1
}

fonts=()
draws ':lang=zh-cn' || fonts+=(fonts-noto-cjk)
draws ':charset=1820' || fonts+=(fonts-noto-core)
draws ':charset=2a6d6' || fonts+=(fonts-hanazono)
if ((${#fonts[@]})); then
  install "${fonts[@]}" || echo "  没有这些字体也能运行，只是打印的纸上会缺字 / the site runs without them, only print lacks glyphs: ${fonts[*]}"
fi
exit 0
