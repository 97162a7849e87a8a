#!/usr/bin/env bash
# An hour of a hall screen and a leader's map under load and outages; prints figures each minute, and fails when a page grows or misses
# anything. tests/soak.sh [--minutes 60] [--rate 20] [--seed 7]; a night's: --minutes 600.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=src/setup.sh
source "$root/src/setup.sh"
cd "$root"

export SOAK_MINUTES=60 SOAK_RATE=20 SOAK_SEED=$RANDOM
while [ $# -gt 0 ]; do
  case $1 in
    --minutes) SOAK_MINUTES=$2 ;;
    --rate) SOAK_RATE=$2 ;;
    --seed) SOAK_SEED=$2 ;;
    *) stop "Usage: tests/soak.sh [--minutes 60] [--rate 20] [--seed 7]" ;;
  esac
  shift 2
done

need_dotnet
need_node
need_postgis
need_chromium
need_vendor
project=MapDashboard.Browser.Tests
[ -n "${SOAK_BUILT:-}" ] || dotnet build MapDashboard.sln -c Release -v quiet --nologo
exec "tests/$project/bin/Release/net10.0/$project" -noColor -explicit only -class "$project.Soak.SoakTests"
