# The standby: a copy of the primary over the network, and Data Guard over both.
# Sources: Oracle, "Data Guard Concepts and Administration" 19c (creating a standby with RMAN: FROM ACTIVE DATABASE);
# "Data Guard Broker" 19c (configuration, fast-start failover: maximum availability with a synchronous standby).
# shellcheck shell=bash

# Seconds without the primary, seen from observer and standby alike, until the standby takes over.
FAILOVER_SECONDS=30

make_standby() {
  once database copy_primary
  once data-guard configure_data_guard
}

copy_primary() {
  local password initial=$ROOT$ORACLE_HOME/dbs/init$ORACLE_SID.ora
  password=$(secret oracle-sys)
  wait_for "the primary on $PRIMARY_HOST" primary_is_ready "$password"
  prepare_folders
  mkdir -p "$ROOT$ORACLE_BASE/admin/$UNIQUE_STANDBY/adump"
  chown -R oracle:oinstall "$ROOT$ORACLE_BASE/admin"
  put_file "$ORACLE_HOME/dbs/init$ORACLE_SID.ora" 0640 oracle:oinstall << INITIAL
db_name=$DB_NAME
db_unique_name=$UNIQUE_STANDBY
INITIAL
  printf '%s\n%s\n' "$password" "$password" | as_oracle orapwd "file=$ROOT$ORACLE_HOME/dbs/orapw$ORACLE_SID" force=y format=12.2
  sql <<< "startup force nomount pfile='$initial'"
  as_oracle rman << RMAN
connect target sys/"$password"@$UNIQUE_PRIMARY
connect auxiliary sys/"$password"@$UNIQUE_STANDBY
duplicate target database for standby from active database dorecover
  spfile
    set db_unique_name='$UNIQUE_STANDBY'
    set audit_file_dest='$ORACLE_BASE/admin/$UNIQUE_STANDBY/adump'
    set local_listener=''
    set fal_server='$UNIQUE_PRIMARY'
  nofilenamecheck;
RMAN
  rm -f "$initial"
  sql << 'SQL'
alter database flashback on;
alter system set dg_broker_start=true scope=both;
SQL
}

# Whether the primary stands and is ready for Data Guard.
primary_is_ready() {
  local found
  found=$(ask_primary "$1" || true)
  [[ ${found##*$'\n'} == TRUE ]]
}

ask_primary() {
  as_oracle sqlplus -S -L /nolog << SQL
connect sys/"$1"@$UNIQUE_PRIMARY as sysdba
set heading off feedback off pagesize 0
select value from v\$parameter where name = 'dg_broker_start';
SQL
}

configure_data_guard() {
  local password
  password=$(secret oracle-sys)
  as_oracle dgmgrl -silent << BROKER
connect sys/"$password"@$UNIQUE_PRIMARY
remove configuration;
create configuration '$DB_NAME' as primary database is '$UNIQUE_PRIMARY' connect identifier is $UNIQUE_PRIMARY;
add database '$UNIQUE_STANDBY' as connect identifier is $UNIQUE_STANDBY maintained as physical;
edit database '$UNIQUE_PRIMARY' set property LogXptMode='SYNC';
edit database '$UNIQUE_STANDBY' set property LogXptMode='SYNC';
enable configuration;
edit configuration set protection mode as MaxAvailability;
edit configuration set property FastStartFailoverThreshold=$FAILOVER_SECONDS;
edit configuration set property FastStartFailoverAutoReinstate=TRUE;
edit configuration set property ObserverReconnect=10;
enable fast_start failover;
BROKER
  wait_for "Data Guard between the two databases" data_guard_works "$password"
}

# dgmgrl ends well even where a command failed: what counts is what the configuration says then.
data_guard_works() {
  local found
  found=$(ask_broker "$1" || true)
  [[ $found == *MaxAvailability* && $found == *"Fast-Start Failover: Enabled"* ]]
}

ask_broker() {
  as_oracle dgmgrl -silent << BROKER
connect sys/"$1"@$UNIQUE_PRIMARY
show configuration;
BROKER
}
