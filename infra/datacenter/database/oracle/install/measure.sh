#!/bin/bash
# Says how full, how busy and how far behind this machine's database is: a line each in the system's log, "WHAT NUMBER OF",
# which Azure's agent takes to the workspace. A timer runs it every five minutes (services.sh); what the lines
# mean to whoever is on duty stands in infra/datacenter/watch/oracle-queries.ts. A database that does not answer ends it: the
# lines that are missing then are an alert, too.
# Sources: Oracle, "Database Reference" 19c: V$DATABASE, V$RECOVERY_FILE_DEST, V$RESOURCE_LIMIT, V$DATAGUARD_STATS,
# DBA_TABLESPACE_USAGE_METRICS, DBA_TABLESPACES.
set -Eeuo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=common.sh
source "$HERE/common.sh"

# Where the lines go: one of the facilities that are nobody's, which Azure's agent is told of.
tell() {
  logger --tag gradetide-oracle --priority local3.info --skip-empty
}

# Percent used of the disks that grow. The recovery area fills its own by design, and is asked about itself below.
disks() {
  df --output=pcent,target "$ROOT/u01" "$ROOT/u02" | awk -v root="$ROOT" 'NR > 1 { sub("%", "", $1); sub(root, "", $2); print "space", $1, "disk:" $2 }'
}

# What a mounted database can say of itself, too. Percent of the recovery area count what can't be given back. The lag
# is as old as the last word from the primary, where that is older; one that is not known counts as ten days.
answers() {
  sql << 'SQL'
set linesize 200
select 'serves ' || case when open_mode = 'READ WRITE' then 1 else 0 end || ' ' || lower(replace(database_role, ' ', '-')) from v$database;
select 'failover ' || case when fs_failover_status = 'SYNCHRONIZED' and fs_failover_observer_present = 'YES' then 1 else 0 end || ' ' || lower(replace(fs_failover_status, ' ', '-'))
  from v$database where database_role = 'PRIMARY';
select 'space ' || ceil(100 * (space_used - space_reclaimable) / space_limit) || ' recovery' from v$recovery_file_dest where space_limit > 0;
select 'connections ' || ceil(100 * current_utilization / to_number(trim(limit_value))) || ' ' || resource_name
  from v$resource_limit where resource_name in ('processes', 'sessions') and trim(limit_value) <> 'UNLIMITED';
select 'lag ' || nvl(round(greatest(extract(day from lag) * 86400 + extract(hour from lag) * 3600 + extract(minute from lag) * 60 + extract(second from lag),
    (sysdate - heard) * 86400)), 864000) || ' ' || name
  from (select replace(lower(name), ' lag') name, to_dsinterval(value) lag, to_date(datum_time, 'MM/DD/YYYY HH24:MI:SS') heard
    from v$dataguard_stats where lower(name) in ('apply lag', 'transport lag'));
SQL
}

# Percent used of each tablespace, of what it may grow to. Of the others than permanent ones the view tells no truth.
tablespaces() {
  sql << 'SQL'
set linesize 200
select 'space ' || ceil(m.used_percent) || ' tablespace:' || m.tablespace_name
  from dba_tablespace_usage_metrics m join dba_tablespaces t on t.tablespace_name = m.tablespace_name where t.contents = 'PERMANENT';
SQL
}

disks | tell
answer=$(answers)
tell <<< "$answer"
if [[ $answer == *"serves 1 primary"* ]]; then
  tablespaces | tell
fi
