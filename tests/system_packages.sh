#!/usr/bin/env bash
# The servers and the browser that the tests talk to. As root they are installed; otherwise what is missing is said.
set -euo pipefail
missing=()
[ -x /usr/bin/chromium ] || missing+=(chromium)
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || missing+=(postgresql)
command -v redis-server >/dev/null || missing+=(redis-server)
[ ${#missing[@]} -eq 0 ] && exit 0

declare -A tests=([chromium]="the browser journeys" [postgresql]="the PostgreSQL half of the repository tests"
                  [redis-server]="the tests of the remote geocoder")
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
else
  for package in "${missing[@]}"; do
    echo "Missing: $package (apt-get install $package). Without it, these will not run: ${tests[$package]}."
  done
fi
