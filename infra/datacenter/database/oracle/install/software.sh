# Oracle's software from the installer that a person put into the platform's storage account: nobody but Oracle may
# hand it out. For the database a gold image of a home with its release update in it; for the observer the client.
# Sources: Oracle, "Database Installation Guide for Linux" 19c (silent installation by response file, gold images);
# "Database Client Installation Guide for Linux" 19c.
# shellcheck shell=bash

install_software() {
  once software unpack_and_install
  check_version
}

unpack_and_install() {
  local folder=$ROOT/u01/stage
  rm -rf "$folder"
  mkdir -p "$folder" "$ROOT$ORACLE_HOME" "$ROOT/u01/app/oraInventory"
  chown -R oracle:oinstall "$ROOT/u01/app" "$folder"
  fetch_installer "$folder/installer.zip"
  if [[ $ROLE == observer ]]; then
    install_client "$folder"
  else
    install_database "$folder"
  fi
  rm -rf "$folder"
}

install_database() {
  as_oracle unzip -q -o "$1/installer.zip" -d "$ROOT$ORACLE_HOME"
  put_file /u01/stage/install.rsp 0640 oracle:oinstall << RESPONSES
oracle.install.responseFileVersion=/oracle/install/rspfmt_dbinstall_response_schema_v19.0.0
oracle.install.option=INSTALL_DB_SWONLY
UNIX_GROUP_NAME=oinstall
INVENTORY_LOCATION=/u01/app/oraInventory
ORACLE_BASE=$ORACLE_BASE
oracle.install.db.InstallEdition=EE
oracle.install.db.OSDBA_GROUP=dba
oracle.install.db.OSOPER_GROUP=oper
oracle.install.db.OSBACKUPDBA_GROUP=backupdba
oracle.install.db.OSDGDBA_GROUP=dgdba
oracle.install.db.OSKMDBA_GROUP=kmdba
oracle.install.db.OSRACDBA_GROUP=racdba
oracle.install.db.rootconfig.executeRootScript=false
RESPONSES
  run_installer "$ROOT$ORACLE_HOME/runInstaller" -responseFile "$ROOT/u01/stage/install.rsp"
}

install_client() {
  as_oracle unzip -q -o "$1/installer.zip" -d "$1"
  put_file /u01/stage/install.rsp 0640 oracle:oinstall << RESPONSES
oracle.install.responseFileVersion=/oracle/install/rspfmt_clientinstall_response_schema_v19.0.0
UNIX_GROUP_NAME=oinstall
INVENTORY_LOCATION=/u01/app/oraInventory
ORACLE_HOME=$ORACLE_HOME
ORACLE_BASE=$ORACLE_BASE
oracle.install.client.installType=Administrator
RESPONSES
  run_installer "$1/client/runInstaller" -responseFile "$ROOT/u01/stage/install.rsp"
}

# The installer ends with 6 where all went well with warnings, such as on disks without redundancy of their own.
run_installer() {
  local code=0
  as_oracle "$@" -silent -waitforcompletion -ignorePrereqFailure || code=$?
  if ((code != 0 && code != 6)); then
    fail "Oracle's installer ended with code $code. Its log is in /u01/app/oraInventory/logs."
  fi
  "$ROOT/u01/app/oraInventory/orainstRoot.sh"
  if [[ -x $ROOT$ORACLE_HOME/root.sh ]]; then
    "$ROOT$ORACLE_HOME/root.sh" -silent
  fi
}

# The installer must hold what the settings say: a release update is not something to find out about later.
check_version() {
  local found
  if [[ $ROLE == observer ]]; then
    return
  fi
  found=$(as_oracle oraversion -compositeVersion)
  if [[ $found != "$VERSION" ]]; then
    fail "Oracle's software here is $found, and \`version\` in the settings is $VERSION. docs/oracle.md, Updates, says how a home is patched."
  fi
}
