# The primary: the database itself, made once.
# Sources: Oracle, "Database Administrator's Guide" 19c (DBCA in silent mode), "Data Guard Concepts and Administration"
# 19c (force logging, standby redo logs: one group more than online ones, of the same size), "Database Reference" 19c
# (ARCHIVE_LAG_TARGET); "Multitenant Administrator's Guide" (DBCA's exit codes, deleteDatabase).
# shellcheck shell=bash

# MiB of each redo log, the standby's among them.
REDO_MIB=1024

# Seconds after which a log is switched at the latest: what is lost with both machines.
ARCHIVE_LAG_TARGET=300

# Stands from before a database is made until it is: what is there then is an unfinished one, and nothing else ever is.
BEGUN=$DONE/database-begun

make_primary() {
  once database create_database
  once service make_service
  once data-guard-ready prepare_data_guard
  once observer-user make_observer_user
  once archive-rules give_archive_back
}

# Staging's keeps no archived logs: nobody backs them up, and an archive that nobody empties stops the database.
create_database() {
  local password code=0 archives=true answers=$ROOT/dev/shm/gradetide-dbca.rsp
  password=$(secret "$SYS_SECRET")
  if [[ $ROLE == staging ]]; then
    archives=false
  fi
  prepare_folders
  begin_creation "$password"
  trap 'rm -f "$ROOT/dev/shm/gradetide-dbca.rsp"' EXIT
  put_file /dev/shm/gradetide-dbca.rsp 0600 oracle:oinstall << ANSWERS
responseFileVersion=/oracle/assistants/rspfmt_dbca_response_schema_v19.0.0
gdbName=$DB_NAME
sid=$ORACLE_SID
databaseConfigType=SI
createAsContainerDatabase=false
templateName=$ORACLE_HOME/assistants/dbca/templates/General_Purpose.dbc
sysPassword=$password
systemPassword=$password
emConfiguration=NONE
storageType=FS
datafileDestination=$DATA
useOMF=true
recoveryAreaDestination=$RECOVERY
recoveryAreaSize=$(recovery_mib)
enableArchive=$archives
redoLogFileSize=$REDO_MIB
characterSet=AL32UTF8
nationalCharacterSet=AL16UTF16
listeners=LISTENER
automaticMemoryManagement=false
memoryPercentage=50
initParams=db_unique_name=$UNIQUE_PRIMARY,db_create_online_log_dest_1=$REDO,archive_lag_target=$ARCHIVE_LAG_TARGET
ANSWERS
  as_oracle dbca -silent -createDatabase -responseFile "$answers" || code=$?
  rm -f "$answers"
  # As the installer: 6 is success with warnings.
  if ((code != 0 && code != 6)); then
    fail "dbca ended with code $code, and made no database. Its log is in $ORACLE_BASE/cfgtoollogs/dbca. The next run deletes what it left, and begins anew. $AGAIN"
  fi
  # On the disk before anything else happens: from here on nothing deletes the database.
  touch "$DONE/database"
  sync "$DONE"
  rm -f "$BEGUN"
}

# A creation that failed midway leaves a database that refuses the next one. It is deleted where this script itself
# began it, in empty folders, and never ended it. Any other database is left as it is.
begin_creation() {
  if [[ -e $BEGUN && ! -e $DONE/service ]]; then
    say "A creation was begun here and never ended: deleting what it left …"
    if ! printf '%s\n' "$1" | as_oracle dbca -silent -deleteDatabase -sourceDB "$ORACLE_SID"; then
      say "dbca found nothing that it can delete. What is left, the creation names."
    fi
  elif [[ -n $(find "$ROOT$DATA" "$ROOT$REDO" -type f -print -quit) ]]; then
    fail "In $DATA or $REDO are files of a database that this script did not make. Nothing was changed. docs/oracle.md, Before the first up, says what to do."
  fi
  mkdir -p "$DONE"
  touch "$BEGUN"
}

# The folders that Oracle writes into.
prepare_folders() {
  mkdir -p "$ROOT$DATA" "$ROOT$REDO" "$ROOT$RECOVERY"
  chown oracle:oinstall "$ROOT$DATA" "$ROOT$REDO" "$ROOT$RECOVERY"
}

# MiB that Oracle may use of the disk of recovery: nine tenths.
recovery_mib() {
  echo $((SIZE_RECOVERY * 1024 * 9 / 10))
}

# Lets Oracle use a disk of recovery that has grown: a full area stops a database, however much is free beside it. Each
# machine has a disk and a setting of its own. Source: Oracle, "Database Reference" 19c (DB_RECOVERY_FILE_DEST_SIZE).
size_recovery_area() {
  sql <<< "alter system set db_recovery_file_dest_size=$(recovery_mib)M scope=both;"
}

# The service that clients ask for: it is there where the primary is, whichever machine that is.
make_service() {
  sql << 'SQL'
declare
  found number;
begin
  select count(*) into found from dba_services where name = 'PLATFORM';
  if found = 0 then
    dbms_service.create_service('PLATFORM', 'PLATFORM');
  end if;
end;
/
create or replace procedure sys.gradetide_serve as
begin
  if sys_context('userenv', 'database_role') = 'PRIMARY' then
    dbms_service.start_service('PLATFORM');
  end if;
exception
  when dbms_service.service_in_use then null;
end;
/
create or replace trigger sys.gradetide_opened after startup on database
begin
  sys.gradetide_serve;
end;
/
execute sys.gradetide_serve;
SQL
}

prepare_data_guard() {
  sql << SQL
alter database force logging;
alter system set archive_lag_target=$ARCHIVE_LAG_TARGET scope=both;
alter system set db_flashback_retention_target=1440 scope=both;
alter system set standby_file_management=auto scope=both;
declare
  missing number;
begin
  select max(l.groups) + 1 - max(s.groups) into missing
    from (select count(*) groups from v\$log) l, (select count(*) groups from v\$standby_log) s;
  for i in 1 .. missing loop
    execute immediate 'alter database add standby logfile thread 1 size ${REDO_MIB}m';
  end loop;
  for d in (select 1 from v\$database where flashback_on = 'NO') loop
    execute immediate 'alter database flashback on';
  end loop;
end;
/
alter system set dg_broker_start=true scope=both;
SQL
  check_primary
}

# What everything rests on is looked at, not taken for granted.
check_primary() {
  local found wanted="ARCHIVELOG YES YES $ARCHIVE_LAG_TARGET"
  found=$(sql <<< "select log_mode || ' ' || force_logging || ' ' || flashback_on || ' ' || (select value from v\$parameter where name = 'archive_lag_target') from v\$database;")
  if [[ $found != "$wanted" ]]; then
    fail "The database says \"$found\" of log mode, force logging, flashback and archive_lag_target, where \"$wanted\" is wanted."
  fi
}

# What the standby has applied may go when its room is needed: else Oracle keeps each archived log until RMAN has copied it,
# which nobody does here, and stands still when the recovery area is full. The standby's copy of the database has it, too.
# Source: Oracle, "Backup and Recovery User's Guide" 19c (CONFIGURE ARCHIVELOG DELETION POLICY).
give_archive_back() {
  as_oracle rman << 'RMAN'
connect target /
configure archivelog deletion policy to applied on all standby;
RMAN
}

# Who watches may do what Data Guard needs, and reads no data.
make_observer_user() {
  local password
  password=$(secret oracle-observer)
  sql << SQL
declare
  found number;
begin
  select count(*) into found from dba_users where username = 'GRADETIDE_OBSERVER';
  if found = 0 then
    execute immediate 'create user gradetide_observer identified by "$password"';
  end if;
end;
/
grant create session, sysdg to gradetide_observer;
SQL
}
