#!/usr/bin/env bash
# The hall's network (会场网络): TLS, nginx in front, the site behind it, the addresses that phones and screens open.
#   make hall                                a certificate of an authority made here; its QR code is for the hall's phones
#   make hall CERT=fullchain.pem KEY=key.pem HOST=vote.example.gov.cn      a real certificate
#   HOST   name or address that phones reach (default: this computer's address)      WIFI   name of the Wi-Fi, printed on slips
#   HTTPS_PORT (443), HTTP_PORT (80)         HALL_MODE=development for a try-out with sample data
set -eu
VAR=${PIAOJUE_VAR:-$PWD/var}
export PIAOJUE_VAR="$VAR"
DIR="$VAR/hall"
PORT=${PORT:-8000}
HTTPS_PORT=${HTTPS_PORT:-443}
HTTP_PORT=${HTTP_PORT:-80}
DAYS=397 # phones take no certificate that lasts longer
HOST=${HOST:-$(ip -4 route get 192.0.2.1 2>/dev/null | sed -n 's/.* src \([0-9.]*\).*/\1/p')}
[ -n "$HOST" ] || { echo "不知道手机怎样连到这台电脑：请写明 make hall HOST=地址" >&2; exit 1; }
for tool in nginx openssl; do command -v "$tool" >/dev/null || { echo "缺 $tool：apt-get install -y $tool" >&2; exit 1; }; done
mkdir -p "$DIR"
chmod 700 "$DIR"

is_address() { [[ "$1" =~ ^[0-9.]+$ ]]; }

# An authority that signs for this one address alone: whoever trusts it trusts nothing else by it.
own_authority() {
  local name="IP:$HOST" permitted="permitted;IP:$HOST/255.255.255.255"
  is_address "$HOST" || { name="DNS:$HOST"; permitted="permitted;DNS:$HOST"; }
  if [ ! -f "$DIR/ca.pem" ] || [ "$(cat "$DIR/host" 2>/dev/null)" != "$HOST" ]; then
    openssl req -x509 -newkey rsa:2048 -nodes -days "$DAYS" -keyout "$DIR/ca.key" -out "$DIR/ca.pem" \
      -subj "/CN=piaojue hall $HOST" -addext "basicConstraints=critical,CA:TRUE,pathlen:0" \
      -addext "keyUsage=critical,keyCertSign" -addext "nameConstraints=critical,$permitted" 2>/dev/null
    openssl req -newkey rsa:2048 -nodes -keyout "$DIR/key.pem" -out "$DIR/request.pem" -subj "/CN=$HOST" 2>/dev/null
    printf 'subjectAltName=%s\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n' "$name" > "$DIR/extensions"
    openssl x509 -req -in "$DIR/request.pem" -CA "$DIR/ca.pem" -CAkey "$DIR/ca.key" -CAcreateserial -days "$DAYS" \
      -extfile "$DIR/extensions" -out "$DIR/cert.pem" 2>/dev/null
    rm -f "$DIR/ca.key" # nobody signs anything else with it
    chmod 600 "$DIR/key.pem"
    echo "$HOST" > "$DIR/host"
  fi
  CERT="$DIR/cert.pem"
  KEY="$DIR/key.pem"
  FINGERPRINT=$(openssl x509 -in "$DIR/ca.pem" -noout -fingerprint -sha256 | cut -d= -f2)
}

# Plain HTTP leads to HTTPS and hands out the authority. Its text stands in the configuration: nginx's workers may read no file here.
plain() {
  echo "server {"
  echo "    listen $HTTP_PORT;"
  if [ -n "$FINGERPRINT" ]; then
    printf '    location = /hall.crt {\n        default_type application/x-x509-ca-cert;\n        return 200 "%s\n";\n    }\n' "$(cat "$DIR/ca.pem")"
  fi
  echo "    location / { return 301 $SITE\$request_uri; }"
  echo "}"
}

# nginx as it is shipped (deploy/nginx.conf), listening with TLS.
configure() {
  local port=""
  [ "$HTTPS_PORT" = 443 ] || port=":$HTTPS_PORT"
  SITE="https://$HOST$port"
  plain > "$DIR/plain.conf"
  sed -e "s#listen 8080;#listen $HTTPS_PORT ssl;\n        ssl_certificate $CERT;\n        ssl_certificate_key $KEY;\n        ssl_protocols TLSv1.2 TLSv1.3;#" \
    -e "s#http://127.0.0.1:8000#http://127.0.0.1:$PORT#" \
    -e "s#^    server {#    include $DIR/plain.conf;\n    server {#" \
    deploy/nginx.conf > "$DIR/nginx.conf"
  nginx -p "$DIR/" -c "$DIR/nginx.conf" -e stderr -t -q
}

qr() { python - "$1" <<'PY'
import sys
import segno
segno.make(sys.argv[1], error="m").terminal(compact=True)
PY
}

tell() {
  echo
  echo "会场地址：$SITE"
  echo "前一天请用几台手机打开检查页：$SITE/booth/phone/"
  qr "$SITE/booth/phone/"
  if [ -n "${FINGERPRINT:-}" ]; then
    local http=""
    [ "$HTTP_PORT" = 80 ] || http=":$HTTP_PORT"
    echo "证书由本机签发，手机第一次要装会场证书：http://$HOST$http/hall.crt"
    qr "http://$HOST$http/hall.crt"
    echo "证书指纹（SHA-256）：$FINGERPRINT"
    echo "它只对 $HOST 有效，会后可以从手机上删掉。没有装证书的手机会提示“不安全”，请改到投票终端投票。"
  fi
  [ -z "${WIFI:-}" ] || echo "Wi-Fi：$WIFI（印在票签上）"
  echo
}

secret() {
  [ -f "$DIR/secret" ] || { umask 077; openssl rand -hex 32 > "$DIR/secret"; }
  cat "$DIR/secret"
}

FINGERPRINT=""
[ -n "${CERT:-}" ] || own_authority
CERT=$(realpath "$CERT")
KEY=$(realpath "${KEY:?KEY=私钥文件}")
configure
tell
if [ "${1:-}" = check ]; then exit 0; fi
export HTTPS=1 TRUSTED_PROXIES=1 SITE_URL="$SITE" ALLOWED_HOSTS="$HOST,127.0.0.1" CSRF_TRUSTED_ORIGINS="$SITE" HALL_WIFI="${WIFI:-}"
export PIAOJUE_MODE="${HALL_MODE:-production}" SECRET_KEY="${SECRET_KEY:-$(secret)}" PORT
[ "$PIAOJUE_MODE" = production ] && export EMPTY=1
nginx -p "$DIR/" -c "$DIR/nginx.conf" -e stderr &
trap 'kill $!' EXIT
deploy/serve.sh
