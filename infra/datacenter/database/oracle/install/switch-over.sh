#!/bin/bash
# Lets this machine's database become the primary, once it has caught up. Where it is already, nothing is done.
# Source: Oracle, "Data Guard Broker" 19c (VALIDATE DATABASE, SWITCHOVER).
set -Eeuo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=common.sh
source "$HERE/common.sh"
# shellcheck source=secrets.sh
source "$HERE/secrets.sh"

AGAIN="Then take the failed command away (\`az vm run-command delete --run-command-name take-over\`, or \`take-back\`; docs/oracle.md, Resizing), and run \`pulumi up\` again: without that Azure runs nothing here."

role() {
  sql <<< 'select database_role from v$database;'
}

# Whether the standby has everything and the primary could hand over now.
is_ready() {
  [[ $(as_oracle dgmgrl -silent / "validate database '$(unique_name)'" || true) =~ Ready\ for\ Switchover:[[:space:]]+Yes ]]
}

if [[ $(role) == PRIMARY ]]; then
  say "$(unique_name) is the primary already."
  exit 0
fi
wait_for "$(unique_name) to catch up" is_ready
password=$(secret oracle-sys)
as_oracle dgmgrl -silent << BROKER
connect sys/"$password"@$(unique_name)
switchover to '$(unique_name)';
BROKER
if [[ $(role) != PRIMARY ]]; then
  fail "$(unique_name) did not become the primary. \`show configuration\` in dgmgrl says why; no machine was changed since."
fi
say "$(unique_name) is the primary now."
