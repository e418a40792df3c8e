#!/bin/bash
# The double of a command: each name in commands.txt is a link to this file. It writes down who called it with what,
# answers as the real one would in the state that it keeps in $DOUBLE_STATE, and changes that state. Standard
# input is kept for commands that are told things by it.
set -euo pipefail
shopt -s extglob
name=${0##*/}
state=$DOUBLE_STATE
is() { [[ -e $state/$1 ]]; }
becomes() { mkdir -p "$(dirname "$state/$1")"; touch "$state/$1"; }
input=
case $name in
  sqlplus | dgmgrl | rman | orapwd | logger) input=$(cat) ;;
  dbca) if [[ $2 == -deleteDatabase ]]; then input=$(cat); fi ;;
  curl) if [[ " $* " == *" --config - "* ]]; then input=$(cat); fi ;;
esac
# One call a line, behind the user's name where it is not root, its arguments in the shell's own quotes.
if [[ $name != runuser ]]; then
  line="${DOUBLE_USER:+$DOUBLE_USER: }$name"
  for argument in "$@"; do printf -v line '%s %q' "$line" "${argument//$GRADETIDE_ROOT/}"; done
  printf '%s\n' "$line" >> "$DOUBLE_CALLS"
fi
if [[ -n $input ]]; then printf '%s\n%s\n---\n' "$name" "$input" >> "$DOUBLE_INPUTS"; fi
if [[ -e $state/fails/$name ]]; then
  if [[ ! -s $state/fails/$name ]] || grep -qF -- "$(cat "$state/fails/$name")" <<< "$* $input"; then
    echo "$name: broken for a test" >&2
    exit 9
  fi
fi
case $name in
  rpm) is "packages/$3" ;;
  dnf) for package in "${@:4}"; do becomes "packages/$package"; done ;;
  vgs)
    if [[ $1 == --noheadings ]]; then
      if is "free/$4"; then echo 100; else echo 0; fi
    else
      is "groups/$1"
    fi
    ;;
  blkid) if is "filled/$(basename "${!#}")"; then echo ext4; else exit 2; fi ;;
  vgcreate) becomes "groups/$2" ;;
  lvs) is "volumes/$1" ;;
  lvcreate) is "groups/${!#}" && becomes "volumes/${!#}/$4" ;;
  mkfs.xfs) becomes "filled/$(basename "${!#}")" ;;
  mountpoint) is "mounted${2#"$GRADETIDE_ROOT"}" ;;
  mount)
    volume=$(awk -v folder="$1" '$2 == folder { print $1 }' "$GRADETIDE_ROOT/etc/fstab")
    is "filled/$(basename "$volume")" && becomes "mounted$1"
    ;;
  id) is "users/$1" ;;
  useradd) becomes "users/${!#}" ;;
  install) touch "${!#}"; chmod "$2" "${!#}" ;;
  runuser)
    [[ "$1 $2 $3 $4" == "-u oracle -- env" ]]
    shift 3
    DOUBLE_USER=oracle exec "$@"
    ;;
  sha256sum) if is wrong-installer; then exit 1; fi ;;
  jq)
    answer=$(cat)
    [[ $answer =~ \"${!##.}\":\"([^\"]*)\" ]] || exit 1
    echo "${BASH_REMATCH[1]}"
    ;;
  curl)
    case ${!#} in
      http://169.254.169.254/*) echo '{"access_token":"TOKEN-FOR-TESTS"}' ;;
      *"/secrets/oracle-sys?"*) if is no-secret; then exit 22; fi; echo '{"value":"SYS-PASSWORD-FOR-TESTS"}' ;;
      *"/secrets/oracle-staging-sys?"*) echo '{"value":"STAGING-PASSWORD-FOR-TESTS"}' ;;
      *"/secrets/oracle-observer?"*) echo '{"value":"OBSERVER-PASSWORD-FOR-TESTS"}' ;;
      *.zip) if is no-installer; then exit 22; fi; echo zip > "${@: -2:1}" ;;
      *) exit 6 ;;
    esac
    ;;
  unzip)
    target=${!#}
    if [[ $target == */stage ]]; then target=$target/client; fi
    mkdir -p "$target"
    ln -sf "$DOUBLE_COMMANDS/sqlplus" "$target/runInstaller"
    ;;
  runInstaller)
    mkdir -p "$GRADETIDE_ROOT/u01/app/oraInventory"
    ln -sf "$DOUBLE_COMMANDS/sqlplus" "$GRADETIDE_ROOT/u01/app/oraInventory/orainstRoot.sh"
    if [[ $0 != */client/* ]] && ! is no-root-script; then ln -sf "$DOUBLE_COMMANDS/sqlplus" "$GRADETIDE_ROOT$DOUBLE_HOME/root.sh"; fi
    if is installer-code; then exit "$(cat "$state/installer-code")"; fi
    ;;
  oraversion) if is other-version; then echo 19.3.0.0.0; else echo 19.25.0.0.0; fi ;;
  lsnrctl) if [[ $1 == status ]]; then is listener; elif [[ $1 == start ]]; then becomes listener; else is listener && rm "$state/listener"; fi ;;
  dbca)
    if [[ $2 == -deleteDatabase ]]; then
      is database/HALF || exit 255
      rm -r "$state/database" "$GRADETIDE_ROOT/u02/oradata/SCHOOL"
      exit
    fi
    if is database; then echo "DBT-10328: the SID exists already"; exit 254; fi
    mkdir -p "$GRADETIDE_ROOT/u02/oradata/SCHOOL"
    touch "$GRADETIDE_ROOT/u02/oradata/SCHOOL/system.dbf"
    if is dbca-breaks; then becomes database/HALF; exit 255; fi
    stat -c '%a' "${!#}" > "$state/answers-mode"
    grep '^enableArchive=' "${!#}" > "$state/archives"
    becomes database/PRIMARY
    if is dbca-code; then exit "$(cat "$state/dbca-code")"; fi
    ;;
  sqlplus)
    case $input in
      *"log_mode || ' '"*) if is not-in-archivelog; then echo "NOARCHIVELOG YES YES 300"; else echo "ARCHIVELOG YES YES 300"; fi ;;
      *"from v\$dataguard_stats"*)
        if is down; then echo "ORA-01034: ORACLE not available"; exit 1; fi
        if is database/PRIMARY; then
          printf '%s\n' 'serves 1 primary' 'failover 1 synchronized' 'space 41 recovery' 'connections 12 processes' 'connections 9 sessions'
        else
          printf '%s\n' 'serves 0 physical-standby' 'space 40 recovery' 'connections 3 processes' 'connections 2 sessions' 'lag 2 apply' 'lag 0 transport'
        fi
        ;;
      *"dba_tablespace_usage_metrics"*) printf '%s\n' 'space 71 tablespace:SYSTEM' 'space 38 tablespace:USERS' ;;
      *"alter database open"*) if is failed-over; then echo "ORA-16649: possible failover to another database prevents this database from being opened"; exit 1; fi ;;
      *"select database_role"*) if is database/PRIMARY; then echo PRIMARY; else echo "PHYSICAL STANDBY"; fi ;;
      *"dg_broker_start'"*)
        looks=$(($(cat "$state/looks" 2> /dev/null || echo 0) + 1))
        echo "$looks" > "$state/looks"
        if ((looks >= $(cat "$state/ready-after"))); then echo TRUE; else echo "ORA-12541: no listener"; exit 1; fi
        ;;
      *"create pfile="*)
        [[ $input =~ pfile=\'([^\']*)\' ]]
        printf '%s\n' "*.db_name='SCHOOL'" '*.sga_target=900m' 'SCHOOL.__sga_target=900m' '*.processes=300' > "${BASH_REMATCH[1]}"
        ;;
      *"create spfile from"*)
        [[ $input =~ pfile=\'([^\']*)\' ]]
        cp "${BASH_REMATCH[1]}" "$state/spfile"
        ;;
    esac
    ;;
  rman) if [[ $input == *"duplicate target"* ]]; then becomes database/STANDBY; fi ;;
  orapwd) ;;
  dgmgrl)
    case "$* $input" in
      *"validate database"*)
        looks=$(($(cat "$state/looks" 2> /dev/null || echo 0) + 1))
        echo "$looks" > "$state/looks"
        if ((looks >= $(cat "$state/ready-after"))); then echo "  Ready for Switchover:  Yes (Primary Running)"; else echo "  Ready for Switchover:  No"; fi
        ;;
      *"show configuration"*)
        if is broker-broken; then echo "ORA-16532"; else printf '%s\n' 'Protection Mode: MaxAvailability' 'Fast-Start Failover: Enabled in Zero Data Loss Mode'; fi
        ;;
      *"switchover to"*) if ! is switchover-broken; then becomes database/PRIMARY; fi ;;
    esac
    ;;
  pgrep) is running ;;
  sleep) ;;
  df) printf '%s\n' 'Use% Mounted on' " 23% $GRADETIDE_ROOT/u01" " 61% $GRADETIDE_ROOT/u02" ;;
  logger) ;;
  systemctl)
    case "$*" in
      *is-enabled* | *is-active*) is "units/${!#}" ;;
      enable*) becomes "units/${!#}" ;;
    esac
    ;;
esac
