#!/usr/bin/env bash
# Lints spec/workspace.yaml and checks its examples. Needs node and npm; works from any directory.
set -euo pipefail

spec="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/workspace.yaml"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true

echo 'extends: ["spectral:oas"]' > spectral.yaml
npx --yes @stoplight/spectral-cli@6.16.3 lint "$spec" --ruleset spectral.yaml --fail-severity hint

printf 'extends:\n  - recommended\n' > redocly.yaml
redocly_log="$scratch/redocly.log"
npx --yes @redocly/cli@2.77.0 lint "$spec" --config redocly.yaml 2>&1 | tee "$redocly_log"
# Redocly exits with 0 when there are only warnings.
if grep -Eq '[1-9][0-9]* warning' "$redocly_log"; then
  echo "redocly: warnings are errors here" >&2
  exit 1
fi

npx --yes openapi-examples-validator@7.1.0 "$spec"
