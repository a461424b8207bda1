#!/usr/bin/env bash
# The servers and the browser that the tests talk to. As root they are installed; otherwise what is missing is said.
set -euo pipefail
missing=()
[ -x /usr/bin/chromium ] || missing+=(chromium)
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null || missing+=(postgresql)
command -v redis-server >/dev/null || missing+=(redis-server)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)

# The identity provider of the login tests, from its lock file; once.
identity_provider() {
  local folder
  folder="$(dirname "${BASH_SOURCE[0]}")/oidc"
  [ -d "$folder/node_modules/oidc-provider" ] || (cd "$folder" && npm ci --no-audit --no-fund --silent)
}

if [ ${#missing[@]} -eq 0 ]; then
  identity_provider
  exit 0
fi

declare -A tests=([chromium]="the browser journeys" [postgresql]="the PostgreSQL half of the repository tests"
                  [redis-server]="the tests of the remote geocoder" [nodejs]="the tests of the login"
                  [npm]="the tests of the login")
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  identity_provider
else
  for package in "${missing[@]}"; do
    echo "Missing: $package (apt-get install $package). Without it, these will not run: ${tests[$package]}."
  done
fi
