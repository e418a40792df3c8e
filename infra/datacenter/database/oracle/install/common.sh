# What every part of the installation uses. Sourced, not run.
# shellcheck shell=bash

# In front of every path, for the tests. Nothing on a machine.
ROOT=${GRADETIDE_ROOT:-}

# shellcheck source=/dev/null
source "$HERE/machine.conf"

# What the shell itself writes down for a moment stays in memory.
export TMPDIR=$ROOT/dev/shm

# Oracle's names. The two databases are one (DB_NAME) with a unique name each; staging's stands alone.
export ORACLE_SID=SCHOOL
DB_NAME=SCHOOL
UNIQUE_PRIMARY=SCHOOL_A
UNIQUE_STANDBY=SCHOOL_B
SYS_SECRET=oracle-sys
if [[ $ROLE == staging ]]; then
  UNIQUE_PRIMARY=SCHOOL_S
  SYS_SECRET=oracle-staging-sys
fi
ORACLE_BASE=/u01/app/oracle
ORACLE_HOME=$ORACLE_BASE/product/19/home
DATA=/u02/oradata
REDO=/u03/redo
RECOVERY=/u04/recovery

# What is done, one empty file a step: on the disk of the software, which outlives the machine.
DONE=$ROOT/u01/gradetide

# Seconds between two looks at another machine, and how many looks: an hour.
WAIT_SECONDS=${GRADETIDE_WAIT_SECONDS:-30}
WAIT_LOOKS=${GRADETIDE_WAIT_LOOKS:-120}

# How what failed is run again: Azure runs nothing a second time that it is given unchanged, not even what failed.
AGAIN="Then take the failed extension away (\`az vm extension delete --name install\`, docs/oracle.md, Before the first up), and run \`pulumi up\` again: without that Azure runs nothing here."

say() {
  printf 'gradetide: %s\n' "$*"
}

fail() {
  printf 'gradetide: %s\n' "$*" >&2
  exit 1
}

# Says which command failed and from where it was called. The command is in words of the script: no secret is in it.
failed() {
  local code=$1 command=$2 at=1 way=""
  while ((at < ${#FUNCNAME[@]})); do
    way+="${way:+, called by }${FUNCNAME[at]} (${BASH_SOURCE[at]##*/}, line ${BASH_LINENO[at - 1]})"
    at=$((at + 1))
  done
  printf 'gradetide: "%s" ended with code %s, in %s.\n' "${command%%$'\n'*}" "$code" "$way" >&2
  exit "$code"
}
trap 'failed $? "$BASH_COMMAND"' ERR

# Does a step once.
once() {
  local step=$1
  shift
  if [[ -e $DONE/$step ]]; then
    return
  fi
  say "$step …"
  "$@"
  mkdir -p "$DONE"
  touch "$DONE/$step"
}

# Writes standard input to a file, where it says something else. CHANGED tells.
put_file() {
  local path=$ROOT$1 mode=$2 owner=$3 text
  text=$(cat)
  CHANGED=no
  if [[ -e $path && $(cat "$path") == "$text" ]]; then
    return
  fi
  mkdir -p "$(dirname "$path")"
  install -m "$mode" -o "${owner%:*}" -g "${owner#*:}" /dev/null "$path"
  printf '%s\n' "$text" > "$path"
  CHANGED=yes
}

# Runs a command as Oracle's user.
as_oracle() {
  runuser -u oracle -- env ORACLE_BASE="$ORACLE_BASE" ORACLE_HOME="$ORACLE_HOME" ORACLE_SID="$ORACLE_SID" PATH="$ROOT$ORACLE_HOME/bin:$PATH" "$@"
}

# Runs SQL from standard input as this machine's SYSDBA, and stops at the first error.
sql() {
  { printf '%s\n' 'whenever sqlerror exit failure' 'set heading off feedback off pagesize 0 echo off'; cat; } | as_oracle sqlplus -S -L / as sysdba
}

# The unique name of this machine's database.
unique_name() {
  if [[ $ROLE == standby ]]; then
    echo "$UNIQUE_STANDBY"
  else
    echo "$UNIQUE_PRIMARY"
  fi
}

# Looks at something, again and again, until it is so.
wait_for() {
  local what=$1 look
  shift
  for ((look = 1; look <= WAIT_LOOKS; look++)); do
    if "$@"; then
      return
    fi
    sleep "$WAIT_SECONDS"
  done
  fail "Waited for $what, $WAIT_LOOKS times $WAIT_SECONDS seconds. Look at that machine's log (/var/log/azure/custom-script), and mend it. $AGAIN"
}
