#!/bin/bash
# Starts listener and database at boot. The database gets the memory that the machine has now, as its size changes with
# the season. A primary is opened; a standby stays mounted, as reading from it would take another licence.
set -Eeuo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=common.sh
source "$HERE/common.sh"

# Processes of Oracle's own, beside those of the connections: a guess with room.
OWN_PROCESSES=200

# Shares of the machine's memory, in percent: blocks and SQL, and the work of sessions.
SGA_PERCENT=50
PGA_PERCENT=20

# Opens the primary. One from which the standby has taken over while it was away may not be opened (ORA-16649): it has to stay
# mounted, as the observer makes it the new standby only then. To end with an error would end it: systemd stops all that a
# unit that failed has started.
# Sources: Oracle, "Data Guard Broker" 19c (reinstating after a fast-start failover); systemd.kill (KillMode).
open_primary() {
  local answer
  if answer=$(sql 2>&1 <<< 'alter database open;'); then
    return
  fi
  printf '%s\n' "$answer" >&2
  if [[ $answer != *ORA-16649* ]]; then
    fail "The database is mounted and can't be opened."
  fi
  say "The standby has taken over, or can't be asked: the database stays mounted, and the observer makes it the standby."
}

as_oracle lsnrctl status > /dev/null 2>&1 || as_oracle lsnrctl start
if pgrep --uid oracle --full "^ora_pmon_$ORACLE_SID\$" > /dev/null; then
  say "The database runs already."
  exit 0
fi
mib=$(($(awk '/^MemTotal:/ { print $2 }' "$ROOT/proc/meminfo") / 1024))
parameters=$ROOT/dev/shm/gradetide-parameters.ora
sql <<< "create pfile='$parameters' from spfile;"
sed --in-place --regexp-extended '/(sga_max_size|sga_target|pga_aggregate_target|processes) *=/d' "$parameters"
printf '*.%s=%sm\n' sga_max_size $((mib * SGA_PERCENT / 100)) sga_target $((mib * SGA_PERCENT / 100)) pga_aggregate_target $((mib * PGA_PERCENT / 100)) >> "$parameters"
printf '*.processes=%s\n' $((CONNECTIONS + OWN_PROCESSES)) >> "$parameters"
sql <<< "create spfile from pfile='$parameters';"
rm -f "$parameters"
sql <<< 'startup mount;'
if [[ $(sql <<< 'select database_role from v$database;') == PRIMARY ]]; then
  open_primary
fi
