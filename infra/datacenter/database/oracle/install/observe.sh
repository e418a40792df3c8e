#!/bin/bash
# Observes the two databases for as long as it runs. The password is read anew at each start, and is kept nowhere.
# Source: Oracle, "Data Guard Broker" 19c (START OBSERVER).
set -Eeuo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=common.sh
source "$HERE/common.sh"
# shellcheck source=secrets.sh
source "$HERE/secrets.sh"

password=$(secret oracle-observer)
mkdir -p "$ROOT/u01/observer"
chown oracle:oinstall "$ROOT/u01/observer"
as_oracle dgmgrl -silent << BROKER
connect gradetide_observer/"$password"@$UNIQUE_PRIMARY as sysdg
connect gradetide_observer/"$password"@$UNIQUE_STANDBY as sysdg
start observer gradetide file is '$ROOT/u01/observer/observer.dat' logfile is '$ROOT/u01/observer/observer.log';
BROKER
