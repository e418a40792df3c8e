#!/bin/bash
# Stops the database with its machine. A primary is ended at once: then the observer sees that it is gone and lets the
# standby take over, which it does not after an orderly shutdown, and nothing is lost, as each commit is in both. Staging's
# has nobody to take over.
# Source: Oracle, "Data Guard Broker" 19c (fast-start failover: what it does not act on).
set -Eeuo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=common.sh
source "$HERE/common.sh"

if [[ $ROLE != staging && $(sql <<< 'select database_role from v$database;') == PRIMARY ]]; then
  sql <<< 'shutdown abort;'
else
  sql <<< 'shutdown immediate;'
fi
as_oracle lsnrctl stop || true
