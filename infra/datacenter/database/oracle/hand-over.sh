#!/bin/sh
# A run command on a machine of the database: lets it take over, where Data Guard stands already.
set -eu
if [ ! -e "${GRADETIDE_ROOT:-}/etc/systemd/system/gradetide-oracle.service" ]; then
  echo "Nothing is installed here yet: there is no role to hand over."
  exit 0
fi
exec /bin/bash "${GRADETIDE_ROOT:-}/opt/gradetide/oracle/switch-over.sh"
