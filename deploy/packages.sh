# Sourced by the scripts that need Debian packages. install PACKAGES…: says what, then installs it, as root or by sudo.
# PIAOJUE_INSTALL=0 forbids it: then the command is named instead.
PATH=$PATH:/usr/sbin:/sbin
install() {
  local as=()
  if [ "$(id -u)" != 0 ]; then as=(sudo); fi
  if [ "${PIAOJUE_INSTALL:-1}" = 0 ] || { [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; }; then
    echo "  缺少软件包，请由管理员执行 / please run as root:  apt-get update && apt-get install $*"
    return 1
  fi
  echo "· 安装系统软件包 / installing Debian packages: $*"
  "${as[@]}" apt-get update -qq \
    && "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
