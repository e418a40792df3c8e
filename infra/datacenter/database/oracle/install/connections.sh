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
$UNIQUE_PRIMARY = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = $PRIMARY_HOST)(PORT = $PORT))(CONNECT_DATA = (SERVER = DEDICATED)(SERVICE_NAME = $UNIQUE_PRIMARY)(UR = A)))
$UNIQUE_STANDBY = (DESCRIPTION = (ADDRESS = (PROTOCOL = TCP)(HOST = $STANDBY_HOST)(PORT = $PORT))(CONNECT_DATA = (SERVER = DEDICATED)(SERVICE_NAME = $UNIQUE_STANDBY)(UR = A)))
NAMES
}

start_listener() {
  local host=$STANDBY_HOST unique
  unique=$(unique_name)
  if [[ $ROLE == primary ]]; then
    host=$PRIMARY_HOST
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
