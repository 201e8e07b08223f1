#!/usr/bin/env bash
# fresh.sh bookworm|trixie|noble [FOLDER]   `make run` on a machine that has nothing: a new root of that release (debootstrap),
# the committed code in it, one command, and the front page has to answer. Needs root and debootstrap. Leaves no process behind.
# MIRROR names the archive; pip's, uv's and npm's settings and the certificates of this machine go along.
set -eu
suite=${1:?bookworm, trixie or noble}
root=${2:-$(mktemp -d)/$suite}
here=$(cd "$(dirname "$0")/.." && pwd)
port=${PORT:-8123}
if [ ! -x "$root/usr/bin/apt-get" ]; then
  case $suite in noble) parts=main,universe ;; *) parts=main ;; esac
  debootstrap --variant=minbase --components=$parts --include=make "$suite" "$root" ${MIRROR:+"$MIRROR"}
fi
chroot "$root" sh -c 'command -v make >/dev/null || { apt-get update -qq; apt-get install -y -qq make >/dev/null; }'
for file in /etc/resolv.conf /etc/ssl/certs/ca-certificates.crt /etc/pip.conf "$HOME/.config/pip/pip.conf"; do
  if [ -s "$file" ]; then mkdir -p "$root$(dirname "$file")"; cp "$file" "$root$file"; fi
done
if [ -d /usr/local/share/ca-certificates ]; then cp -r /usr/local/share/ca-certificates "$root/usr/local/share/"; fi
rm -rf "$root/srv/piaojue"
mkdir -p "$root/srv/piaojue"
git -C "$here" archive HEAD | tar x -C "$root/srv/piaojue"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
trap 'kill -- -$server 2>/dev/null || true; sleep 1; umount "$root/proc" 2>/dev/null || true' EXIT
began=$SECONDS
settings=(PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 PORT="$port" EMPTY="${EMPTY:-1}")
for name in NPM_CONFIG_REGISTRY UV_DEFAULT_INDEX PIP_INDEX_URL PIP_CERT SSL_CERT_FILE http_proxy https_proxy; do
  [ -z "${!name:-}" ] || settings+=("$name=${!name}")
done
set -m
chroot "$root" env -i "${settings[@]}" make -C /srv/piaojue run & server=$!
for _ in $(seq 900); do
  kill -0 $server 2>/dev/null || { echo "✗ $suite: make run ended"; exit 1; }
  if python3 -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:$port/', timeout=5)" 2>/dev/null; then
    echo "✓ $suite: the front page answers after $((SECONDS - began)) s; $(du -sxh "$root/srv/piaojue" | cut -f1)"
    exit 0
  fi
  sleep 1
done
echo "✗ $suite: no page in 15 minutes"
exit 1
