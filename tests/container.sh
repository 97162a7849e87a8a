#!/usr/bin/env bash
# Builds the Dockerfile for real and starts its server against a throwaway PostGIS, without a Docker engine: buildah, as root.
# Where the public base images cannot be pulled it makes stand-ins of the same names from this machine's Debian, SDK and Node.
# Everything it makes lies under one folder (default: a temporary one, removed at the end): tests/container.sh [FOLDER]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=src/setup.sh
source "$root/src/setup.sh"

[ "$(id -u)" -eq 0 ] || stop "buildah's chroot isolation wants root."
need_postgis
for program in buildah debootstrap; do command -v "$program" >/dev/null || apt_install "$program"; done

work=${1:-$(mktemp -d)}
mkdir -p "$work"
store=(--root "$work/storage" --runroot "$work/run" --storage-driver vfs)
postgres=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)
image=localhost/mapdashboard:test
database=5439
port=8193

finish() {
  [ -z "${server:-}" ] || kill "$server" 2>/dev/null || true
  [ ! -d "$work/pg" ] || runuser -u postgres -- "$postgres/pg_ctl" -D "$work/pg" stop -m fast >/dev/null 2>&1 || true
  if [ -z "$kept" ]; then buildah "${store[@]}" rm --all >/dev/null 2>&1 || true; fi
}
kept=${1:-}
trap 'finish; [ -n "$kept" ] || rm -rf "$work"' EXIT

has() { buildah "${store[@]}" inspect --type image "$1" >/dev/null 2>&1; }

# One Debian tree serves all three stand-ins.
debian_tree() {
  [ -d "$work/debian/etc" ] && return
  say "Making a small Debian …"
  debootstrap --variant=minbase --include=libicu72,libssl3,ca-certificates,tzdata bookworm "$work/debian" >"$work/debootstrap.log" 2>&1 || stop "debootstrap failed; see $work/debootstrap.log"
  cp -a /etc/ssl/certs/. "$work/debian/etc/ssl/certs/"
}

# name, then pairs of source and target
stand_in() {
  local name=$1 container
  shift
  debian_tree
  say "Standing in for $name …"
  container=$(buildah "${store[@]}" from scratch)
  buildah "${store[@]}" copy -q "$container" "$work/debian" / >/dev/null
  while [ $# -gt 0 ]; do
    buildah "${store[@]}" copy -q "$container" "$1" "$2" >/dev/null
    shift 2
  done
  buildah "${store[@]}" config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin --env DOTNET_RUNNING_IN_CONTAINER=true \
    --env NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt "$container"
  buildah "${store[@]}" commit -q "$container" "$name" >/dev/null
  buildah "${store[@]}" rm "$container" >/dev/null
}

base() { # image, then pairs
  has "$1" && return
  timeout 60 buildah "${store[@]}" pull -q "$1" >/dev/null 2>&1 && return
  stand_in "$@"
}

dotnet_home=$(dirname "$(readlink -f "$(command -v dotnet)")")
node_home=$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")
npm_home=$(npm root -g)/npm
mkdir -p "$work/bin"
rm -f "$work/bin/dotnet"
printf '#!/bin/sh\nexec /usr/share/dotnet/dotnet "$@"\n' >"$work/bin/dotnet"
printf '#!/bin/sh\nexec node /usr/local/lib/node_modules/npm/bin/npm-cli.js "$@"\n' >"$work/bin/npm"
chmod +x "$work/bin/npm" "$work/bin/dotnet"
settings=()
[ ! -f "$HOME/.npmrc" ] || settings=("$HOME/.npmrc" /root/.npmrc)

base docker.io/library/node:20-bookworm-slim "$node_home/bin/node" /usr/local/bin/node "$npm_home" /usr/local/lib/node_modules/npm "$work/bin/npm" /usr/local/bin/npm "${settings[@]}"
base mcr.microsoft.com/dotnet/sdk:10.0 "$dotnet_home" /usr/share/dotnet "$work/bin/dotnet" /usr/bin/dotnet
base mcr.microsoft.com/dotnet/aspnet:10.0 "$dotnet_home/dotnet" /usr/share/dotnet/dotnet "$dotnet_home/host" /usr/share/dotnet/host "$dotnet_home/shared" /usr/share/dotnet/shared "$work/bin/dotnet" /usr/bin/dotnet

say "Building the image …"
commit=$(git -C "$root" rev-parse --short HEAD 2>/dev/null || echo unknown)
buildah "${store[@]}" bud -q --format docker --pull-never --isolation chroot --network host --build-arg "COMMIT=$commit" -t "$image" "$root" >"$work/build.log" 2>&1 || {
  tail -n 40 "$work/build.log" >&2
  stop "The image was not built."
}

container=$(buildah "${store[@]}" from --pull-never "$image")
inside() { buildah "${store[@]}" run --isolation chroot --network host --user app "$@"; }

say "Starting it without a connection string: it must say one sentence …"
words=$(inside "$container" -- dotnet /app/MapDashboard.Web.dll 2>&1 | grep -v -E '^(subprocess exited|Error: exit status|.*level=)' || true)
[ "$(wc -l <<<"$words")" -eq 1 ] && grep -q ConnectionStrings__Map <<<"$words" || stop "It said: $words"

say "Starting a throwaway PostGIS …"
rm -rf "$work/pg"
install -d -o postgres -m 700 "$work/pg"
chmod o+x "$work"
runuser -u postgres -- "$postgres/initdb" -D "$work/pg" -U map --auth=trust >/dev/null
runuser -u postgres -- "$postgres/pg_ctl" -D "$work/pg" -w -l "$work/pg/log" -o "-p $database -k $work/pg -c listen_addresses=127.0.0.1 -c fsync=off" start >/dev/null
connection="Host=127.0.0.1;Port=$database;Database=postgres;Username=map"

say "Migrating, then serving, as the user app …"
inside --env "ConnectionStrings__Map=$connection" "$container" -- mapdashboard migrate
inside --env "ConnectionStrings__Map=$connection" --env "ASPNETCORE_HTTP_PORTS=$port" "$container" -- dotnet /app/MapDashboard.Web.dll >"$work/server.log" 2>&1 &
server=$!
for _ in $(seq 120); do
  curl -fs "http://127.0.0.1:$port/health/ready" >/dev/null 2>&1 && break
  kill -0 "$server" 2>/dev/null || stop "The server ended: $(tail -n 3 "$work/server.log")"
  read -rt 0.5 <> <(:) || true
done
curl -fs "http://127.0.0.1:$port/health/ready" || stop "The server was not ready: $(tail -n 3 "$work/server.log")"
echo
inside --env "ASPNETCORE_HTTP_PORTS=$port" "$container" -- dotnet /app/MapDashboard.Web.dll --healthcheck || stop "The health check does not agree."
grep -q "one-time code" "$work/server.log" || stop "No one-time code was printed."
curl -fs "http://127.0.0.1:$port/" | grep -q 'js/sign-in/main.js' || stop "The sign-in page is not served."
curl -fs "http://127.0.0.1:$port/vendor/leaflet.js" >/dev/null || stop "The vendor files are not in the image."
curl -fs "http://127.0.0.1:$port/api/version"
echo
[ "$(inside "$container" -- id -u)" -ne 0 ] || stop "It runs as root."
say "The image builds, migrates, serves and is healthy, not as root."
