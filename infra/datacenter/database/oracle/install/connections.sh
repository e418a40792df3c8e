# Names and the listener. What goes over the network is encrypted and checked by Oracle itself, which needs no
# certificates: TCPS would, and no client here asks for it.
# Sources: Oracle, "Database Net Services Reference" 19c; "Data Guard Broker" 19c (a static service by the name
# DB_UNIQUE_NAME_DGMGRL, by which the broker starts a database that is down).
# shellcheck shell=bash

NETWORK_ADMIN=$ORACLE_HOME/network/admin

write_connections() {
  put_file "$NETWORK_ADMIN/sqlnet.ora" 0644 oracle:oinstall << 'SQLNET'
NAMES.DIRECTORY_PATH = (TNSNAMES)
SQLNET.ENCRYPTION_SERVER = REQUIRED
SQLNET.ENCRYPTION_CLIENT = REQUIRED
SQLNET.ENCRYPTION_TYPES_SERVER = (AES256)
SQLNET.ENCRYPTION_TYPES_CLIENT = (AES256)
SQLNET.CRYPTO_CHECKSUM_SERVER = REQUIRED
SQLNET.CRYPTO_CHECKSUM_CLIENT = REQUIRED
SQLNET.CRYPTO_CHECKSUM_TYPES_SERVER = (SHA256)
SQLNET.CRYPTO_CHECKSUM_TYPES_CLIENT = (SHA256)
SQLNET.EXPIRE_TIME = 5
SQLNET
  put_file "$NETWORK_ADMIN/tnsnames.ora" 0644 oracle:oinstall << NAMES
$(network_name "$UNIQUE_PRIMARY" "$PRIMARY_HOST")
$(network_name "$UNIQUE_STANDBY" "$STANDBY_HOST")
NAMES
}

# How a database is found by its unique name; nothing where no machine has it.
network_name() {
  if [[ -n $2 ]]; then
    printf '%s = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = %s)(PORT = %s))(CONNECT_DATA = (SERVER = DEDICATED)(SERVICE_NAME = %s)(UR = A)))' "$1" "$2" "$PORT" "$1"
  fi
}

start_listener() {
  local host=$PRIMARY_HOST unique
  unique=$(unique_name)
  if [[ $ROLE == standby ]]; then
    host=$STANDBY_HOST
  fi
  put_file "$NETWORK_ADMIN/listener.ora" 0644 oracle:oinstall << LISTENER
LISTENER = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = $host)(PORT = $PORT)))
SID_LIST_LISTENER =
  (SID_LIST =
    (SID_DESC = (GLOBAL_DBNAME = $unique)(SID_NAME = $ORACLE_SID)(ORACLE_HOME = $ORACLE_HOME))
    (SID_DESC = (GLOBAL_DBNAME = ${unique}_DGMGRL)(SID_NAME = $ORACLE_SID)(ORACLE_HOME = $ORACLE_HOME)))
LISTENER
  if [[ $CHANGED == yes ]]; then
    as_oracle lsnrctl stop > /dev/null 2>&1 || true
  fi
  if ! as_oracle lsnrctl status > /dev/null 2>&1; then
    as_oracle lsnrctl start
  fi
}
