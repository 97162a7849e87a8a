# shellcheck shell=bash
# Set-up shared by ./run and ./test. Every step asks first whether there is anything to do, and says in one line what it does.
# Expects $root, the top of the checkout.

say() { printf '%s\n' "$*" >&2; }

stop() {
  say "$*"
  exit 1
}

# apt-get as root or through sudo; quiet unless it fails.
apt_install() {
  command -v apt-get >/dev/null || stop "Missing: $*. There is no apt-get here; install them by hand and try again."
  local sudo=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || stop "Missing: $*. Run as root, or: apt-get install $*"
    sudo=(sudo)
  fi
  say "Installing $* …"
  local log
  log=$(mktemp)
  if ! { "${sudo[@]}" apt-get update && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    stop "apt-get could not install $*; its last words are above."
  fi
  rm -f "$log"
}

need_dotnet() {
  command -v dotnet >/dev/null || stop "Missing: the .NET 10 SDK (dotnet on PATH). See https://dot.net/download"
  dotnet --list-sdks 2>/dev/null | grep -q '^10\.' || stop "Missing: the .NET 10 SDK; found only $(dotnet --version 2>/dev/null || echo none). See https://dot.net/download"
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
}

need_node() {
  command -v node >/dev/null || stop "Missing: Node.js 20 or newer. See https://nodejs.org"
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || stop "Missing: Node.js 20 or newer; found $(node --version). See https://nodejs.org"
}

postgis_found() { compgen -G '/usr/share/postgresql/*/extension/postgis.control' >/dev/null && compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

# The newest postgresql-N-postgis-3 that apt offers: Debian and Ubuntu differ in N. No cluster is made at install, so no stray server starts.
need_postgis() {
  if ! postgis_found; then
    local sudo=()
    [ "$(id -u)" -eq 0 ] || sudo=(sudo)
    "${sudo[@]}" mkdir -p /etc/postgresql-common
    [ -f /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' | "${sudo[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
    "${sudo[@]}" apt-get update >/dev/null 2>&1 || true
    local package
    package=$(apt-cache search --names-only '^postgresql-[0-9]+-postgis-3$' | awk '{print $1}' | sort -t- -k2 -n | tail -n 1)
    [ -n "$package" ] || stop "Missing: PostgreSQL with PostGIS, and apt offers no postgresql-N-postgis-3. Install them, or set ConnectionStrings__Map to a server that has them."
    apt_install "$package"
    postgis_found || stop "PostGIS was installed but is not where Debian and Ubuntu put it (/usr/share/postgresql)."
  fi
  [ -f /usr/share/zoneinfo/Asia/Shanghai ] || apt_install tzdata
}

# node_modules by the lock file, then the few files that pages load; both keyed on the lock file.
need_modules() {
  local stamp="$root/node_modules/.lock-hash" hash
  hash=$(sha256sum "$root/package-lock.json" | cut -d' ' -f1)
  if [ "$(cat "$stamp" 2>/dev/null || true)" != "$hash" ]; then
    say "Installing the front-end packages …"
    (cd "$root" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2)
    echo "$hash" >"$stamp"
  fi
}

need_vendor() {
  need_modules
  (cd "$root" && node src/MapDashboard.Web/vendor.mjs >&2 && node src/MapDashboard.Web/Offline/list-shell.mjs >&2 && node src/MapDashboard.Web/Hosting/pack-static.mjs >&2)
}

# A build that has nothing to do still takes seconds, so the sources' state decides.
build_server() {
  local output="$root/src/MapDashboard.Web/bin/Release/net10.0/MapDashboard.Web.dll"
  if [ -f "$output" ] && [ -z "$(find "$root/src" "$root/Directory.Build.props" "$root/Directory.Packages.props" "$root/global.json" \
    \( -name bin -o -name obj \) -prune -o -type f -newer "$output" -print -quit)" ]; then
    return
  fi
  say "Building …"
  local log
  log=$(mktemp)
  if ! dotnet build "$root/src/MapDashboard.Web" -c Release -v quiet --nologo >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    stop "The build failed."
  fi
  rm -f "$log"
  touch "$output"
}

# Other vector formats than GeoJSON are read through GDAL.
need_gdal() {
  command -v ogr2ogr >/dev/null || apt_install gdal-bin
}

# Photos are checked and drawn anew by libvips.
need_vips() {
  command -v vips >/dev/null || apt_install libvips-tools
}

# Only the tests need them: two servers behind a proxy, one behind a pooler. Installed without their services, which nobody asked for.
need_proxies() {
  local missing=()
  command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx)
  command -v pgbouncer >/dev/null || [ -x /usr/sbin/pgbouncer ] || missing+=(pgbouncer)
  export PATH="$PATH:/usr/sbin"
  [ "${#missing[@]}" -gt 0 ] || return 0
  local sudo=() held=/usr/sbin/policy-rc.d
  [ "$(id -u)" -eq 0 ] || sudo=(sudo)
  (
    if [ ! -e "$held" ]; then
      trap '"${sudo[@]}" rm -f "$held"' EXIT
      printf '#!/bin/sh\nexit 101\n' | "${sudo[@]}" tee "$held" >/dev/null
      "${sudo[@]}" chmod +x "$held"
    fi
    apt_install "${missing[@]}"
  ) || exit 1
  ! [ -d /run/systemd/system ] || "${sudo[@]}" systemctl disable --quiet "${missing[@]}"
}

# Only the tests need a browser: Chromium as it is here, else the one without windows where the distribution has it, which costs a test a quarter less.
# The fonts are what makes Chinese text have its real size.
need_chromium() {
  local missing=() browser=chromium-headless-shell
  if ! command -v "$browser" >/dev/null && ! command -v chromium >/dev/null; then
    apt-cache show "$browser" >/dev/null 2>&1 || browser=chromium
    missing+=("$browser")
  fi
  compgen -G '/usr/share/fonts/opentype/noto/NotoSansCJK*' >/dev/null || missing+=(fonts-noto-cjk)
  if [ "${#missing[@]}" -gt 0 ]; then apt_install "${missing[@]}"; fi
}
