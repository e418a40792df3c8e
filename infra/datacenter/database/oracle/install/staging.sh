# Staging's database: one alone, without Data Guard, and backed up by nobody.
# shellcheck shell=bash

make_staging() {
  once database create_database
  once service make_service
}
