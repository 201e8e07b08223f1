#!/usr/bin/env bash
# A root of Debian or Ubuntu with a systemd of its own: a machine that nothing was installed on. Needs root and debootstrap.
#   root.sh make SUITE FOLDER     bookworm, trixie or noble; MIRROR names the archive
#   root.sh boot FOLDER           its systemd runs, apart from this machine's processes, files and name; the network is shared
#   root.sh in FOLDER COMMAND…    as its root
#   root.sh shut FOLDER           ends everything in it
set -eu
act=$1
shift

system() { cat "$1.pid" 2>/dev/null; }

settings_of_pip() {  # whoever reaches packages through settings of this machine does so in the root, too
  local root=$1 file
  for file in /etc/resolv.conf /etc/ssl/certs/ca-certificates.crt /etc/pip.conf "$HOME/.config/pip/pip.conf"; do
    [ -s "$file" ] || continue
    mkdir -p "$root$(dirname "$file")"
    cp "$file" "$root$file"
  done
}

make_root() {
  local suite=$1 root=$2 parts=main
  [ "$suite" = noble ] && parts=main,universe
  if [ ! -x "$root/usr/bin/apt-get" ]; then
    debootstrap --variant=minbase --components=$parts --include=systemd,systemd-sysv,ca-certificates "$suite" "$root" ${MIRROR:+"$MIRROR"}
  fi
  settings_of_pip "$root"
}

boot() {
  local root=$1
  [ -z "$(system "$root")" ] || { echo "runs already: $root"; exit 1; }
  unshare --mount --pid --fork --uts --ipc --cgroup "$0" inside "$root" >"$root.console" 2>&1 &
  local outer=$!
  for _ in $(seq 100); do
    pgrep -P $outer systemd >"$root.pid" && break
    sleep 0.1
  done
  for _ in $(seq 300); do
    [ -n "$(state_of "$root")" ] && return
    sleep 0.2
  done
  echo "systemd does not answer; see $root.console"
  exit 1
}

state_of() { run_in "$1" systemctl is-system-running 2>/dev/null | grep -E 'running|degraded' || true; }

inside() {  # the first process of the new namespaces, before it becomes systemd
  local root=$1 name
  mount --make-rprivate /
  mount --bind "$root" "$root"
  mount -t proc proc "$root/proc"
  mount -t tmpfs tmpfs "$root/run"
  mount -t tmpfs tmpfs "$root/tmp"
  mount -t tmpfs -o mode=755 tmpfs "$root/dev"
  mkdir -p "$root/dev/pts" "$root/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=666 devpts "$root/dev/pts"
  ln -s pts/ptmx "$root/dev/ptmx"
  ln -s /proc/self/fd "$root/dev/fd"
  for name in null zero full random urandom tty; do
    touch "$root/dev/$name"
    mount --bind "/dev/$name" "$root/dev/$name"
  done
  mount -t sysfs -o ro sysfs "$root/sys"
  mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
  hostname night
  cd "$root"
  mkdir -p before
  pivot_root . before
  umount -l /before
  exec env -i container=namespaces PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd
}

run_in() {
  local root=$1 name settings=(PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive)
  shift
  for name in NPM_CONFIG_REGISTRY UV_DEFAULT_INDEX PIP_INDEX_URL PIP_CERT SSL_CERT_FILE http_proxy https_proxy; do
    [ -z "${!name:-}" ] || settings+=("$name=${!name}")
  done
  nsenter --target "$(system "$root")" --mount --pid --uts --ipc --cgroup --root env -i -C / "${settings[@]}" "$@"
}

shut() {
  local root=$1 first
  first=$(system "$root")
  rm -f "$root.pid"
  [ -z "$first" ] || kill -9 "$first" 2>/dev/null || true
}

case $act in
  make) make_root "$@" ;;
  boot) boot "$@" ;;
  inside) inside "$@" ;;
  in) run_in "$@" ;;
  shut) shut "$@" ;;
  *) sed -n 2,7p "$0"; exit 2 ;;
esac
