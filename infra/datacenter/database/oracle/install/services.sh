# What runs from now on, at every boot, and what a backup needs.
# Source: Microsoft Learn, "Back up and recover an Oracle Database 19c database on an Azure Linux VM using Azure Backup"
# (user, procedure and workload.conf of the packaged pre and post scripts).
# shellcheck shell=bash

# Lets a unit run now and at every boot.
keep_running() {
  if [[ $CHANGED == yes ]]; then
    systemctl daemon-reload
  fi
  if ! systemctl --quiet is-enabled "$1" || ! systemctl --quiet is-active "$1"; then
    systemctl enable --now "$1"
  fi
}

keep_database_running() {
  put_file /etc/oratab 0664 oracle:oinstall <<< "$ORACLE_SID:$ORACLE_HOME:N"
  put_file /etc/systemd/system/gradetide-oracle.service 0644 root:root << 'UNIT'
[Unit]
Description=The Oracle database of this machine
RequiresMountsFor=/u01 /u02 /u03 /u04
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/bash /opt/gradetide/oracle/start-database.sh
ExecStop=/bin/bash /opt/gradetide/oracle/stop-database.sh
TimeoutStartSec=1800
TimeoutStopSec=240

[Install]
WantedBy=multi-user.target
UNIT
  keep_running gradetide-oracle.service
}

# Every five minutes, by the clock: each time is a log-in of SYSDBA, which Oracle writes an audit file about.
keep_measuring() {
  local changed
  put_file /etc/systemd/system/gradetide-measure.service 0644 root:root << 'UNIT'
[Unit]
Description=Says how full, how busy and how far behind the Oracle database is
After=gradetide-oracle.service

[Service]
Type=oneshot
ExecStart=/bin/bash /opt/gradetide/oracle/measure.sh
TimeoutStartSec=120
UNIT
  changed=$CHANGED
  put_file /etc/systemd/system/gradetide-measure.timer 0644 root:root << 'UNIT'
[Unit]
Description=When the Oracle database is measured

[Timer]
OnCalendar=*:0/5
AccuracySec=10s

[Install]
WantedBy=timers.target
UNIT
  if [[ $changed == yes ]]; then
    CHANGED=yes
  fi
  keep_running gradetide-measure.timer
}

keep_observer_running() {
  put_file /etc/systemd/system/gradetide-observer.service 0644 root:root << 'UNIT'
[Unit]
Description=The observer of Data Guard, which lets the standby take over
RequiresMountsFor=/u01
After=network-online.target
Wants=network-online.target

[Service]
ExecStart=/bin/bash /opt/gradetide/oracle/observe.sh
Restart=always
RestartSec=15

[Install]
WantedBy=multi-user.target
UNIT
  keep_running gradetide-observer.service
}

prepare_backup() {
  if ! id azbackup > /dev/null 2>&1; then
    useradd --gid backupdba --groups oinstall azbackup
  fi
  put_file /etc/azure/workload.conf 0644 root:root << 'WORKLOAD'
[workload]
workload_name = oracle
configuration_path = /etc/oratab
timeout = 90
linux_user = azbackup
WORKLOAD
  if [[ $ROLE == primary ]]; then
    once backup-user make_backup_user
  fi
}

make_backup_user() {
  sql << 'SQL'
declare
  found number;
begin
  select count(*) into found from dba_users where username = 'OPS$AZBACKUP';
  if found = 0 then
    execute immediate 'create user ops$azbackup identified externally';
  end if;
end;
/
grant create session, alter session, sysbackup to ops$azbackup;
grant execute on sys.dbms_system to sysbackup;
create or replace procedure sysbackup.azmessage(in_msg in varchar2) as
begin
  dbms_output.put_line(to_char(sysdate, 'YYYY-MM-DD HH24:MI:SS') || ' - ' || in_msg);
  sys.dbms_system.ksdwrt(sys.dbms_system.alert_file, in_msg);
end azmessage;
/
SQL
}
