#!/bin/bash
# Installs a machine of the database: Oracle's software, and by its role the primary, the standby or the
# observer of Data Guard, or staging's database, which stands alone. Run again, it leaves alone whatever stands.
#
# NOT RUN AGAINST ORACLE: it is tested line by line against a double of every command that it calls
# (test/infra/datacenter/database). docs/oracle.md says what that leaves open.
set -Eeuo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=common.sh
source "$HERE/common.sh"
# shellcheck source=secrets.sh
source "$HERE/secrets.sh"
# shellcheck source=system.sh
source "$HERE/system.sh"
# shellcheck source=disks.sh
source "$HERE/disks.sh"
# shellcheck source=software.sh
source "$HERE/software.sh"
# shellcheck source=connections.sh
source "$HERE/connections.sh"
# shellcheck source=primary.sh
source "$HERE/primary.sh"
# shellcheck source=standby.sh
source "$HERE/standby.sh"
# shellcheck source=staging.sh
source "$HERE/staging.sh"
# shellcheck source=services.sh
source "$HERE/services.sh"

install_database_machine() {
  prepare_system
  prepare_disks
  install_software
  write_connections
  start_listener
  "make_$ROLE"
  once "recovery-area-$SIZE_RECOVERY-GiB" size_recovery_area
  if [[ $ROLE != staging ]]; then
    prepare_backup
  fi
  keep_database_running
  if [[ $ROLE != staging ]]; then
    keep_measuring
  fi
}

install_observer_machine() {
  prepare_system
  prepare_disk software "$LUN_SOFTWARE" "$SIZE_SOFTWARE" /u01
  install_software
  write_connections
  keep_observer_running
}

case $ROLE in
  primary | standby | staging)
    install_database_machine
    ;;
  observer)
    install_observer_machine
    ;;
  *)
    fail "ROLE is \"$ROLE\" in machine.conf; it must be primary, standby, observer or staging."
    ;;
esac
say "Installed: this machine's role is $ROLE."
