#!/usr/bin/env bash
# `make install`: production on this machine, as root. User piaojue, code in /srv/piaojue, data in /var/lib/piaojue, settings in
# /etc/piaojue/settings (made once, with new keys), systemd units. Running it again upgrades. docs/operations.md tells the rest.
#   DESTDIR=/some/root   lays it into another root and starts nothing
#   SITE=vote.example.cn the name under which the site is reached
set -eu
cd "$(dirname "$0")/.."
root=${DESTDIR:-}
[ "$(id -u)" = 0 ] || { echo "make install 需要 root / needs root"; exit 1; }
code=$root/srv/piaojue data=$root/var/lib/piaojue etc=$root/etc/piaojue
if [ -z "$root" ] && ! id piaojue >/dev/null 2>&1; then
  useradd --system --home-dir /var/lib/piaojue --shell /usr/sbin/nologin piaojue
fi
mkdir -p "$code" "$etc" "$root/etc/systemd/system"
install -d -m 0750 "$data"
if [ "$(pwd -P)" != "$(cd "$code" && pwd -P)" ]; then
  tar c --exclude=./.venv --exclude=./node_modules --exclude=./var --exclude=./.git . | tar x -C "$code"
fi
if [ -z "$root" ]; then
  make -s -C "$code" production
  [ -e /run/dbus/system_bus_socket ] || (. deploy/packages.sh && install dbus && systemctl start dbus)  # deploy/piaojue asks systemd by it
fi
if [ ! -e "$etc/settings" ]; then
  secret() { od -An -tx1 -N32 /dev/urandom | tr -d ' \n'; }
  site=${SITE:-localhost}
  (umask 027; sed -e "s/@SITE@/$site/g" -e "s/@SECRET@/$(secret)/" -e "s/@DATA@/$(secret)/" -e "s/@BACKUP@/$(secret)/" -e "s/@KEYS@/$(secret)/" \
    deploy/settings.example > "$etc/settings")
  echo "· /etc/piaojue/settings 已生成。请把其中 BACKUP_KEY 和 BACKUP_KEY_OF_KEYS 分别抄给两个人保存"
fi
cp deploy/systemd/piaojue-* "$root/etc/systemd/system/"
[ -z "$root" ] || exit 0
chown root:piaojue /etc/piaojue/settings
chown -R piaojue:piaojue /var/lib/piaojue
systemctl daemon-reload
systemctl enable --now piaojue-web.service piaojue-jobs.service piaojue-stream.service piaojue-night.timer piaojue-backup.timer
systemctl restart piaojue-web.service piaojue-jobs.service piaojue-stream.service
echo "✓ 已启动。下一步：nginx 和证书（docs/operations.md），然后运行 sudo deploy/piaojue doctor"
