# Packages, and what Oracle wants of the system.
# Source: Oracle, "Database Installation Guide for Linux" 19c (Oracle Database Preinstallation RPM: users, groups, kernel
# parameters, limits); kernel.sem and the others are its, not ours.
# shellcheck shell=bash

PACKAGES=(oracle-database-preinstall-19c lvm2 xfsprogs unzip jq)

prepare_system() {
  local missing=() package
  for package in "${PACKAGES[@]}"; do
    if ! rpm --quiet -q "$package"; then
      missing+=("$package")
    fi
  done
  if ((${#missing[@]} > 0)); then
    say "Packages: ${missing[*]} …"
    dnf --assumeyes --quiet install "${missing[@]}"
  fi
  put_file /etc/sysctl.d/98-gradetide.conf 0644 root:root <<< 'vm.swappiness = 1'
  if [[ $CHANGED == yes ]]; then
    sysctl --quiet --system
  fi
}
