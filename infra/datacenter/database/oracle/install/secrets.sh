# Passwords and installers, read by the machine's own identity. Nothing secret is an argument of a command, as
# those can be seen by everyone on a machine: it goes through standard input.
# Sources: Microsoft Learn, "How to use managed identities for Azure resources on an Azure VM to acquire an access
# token", "Get Secret" (Key Vault), "Get Blob" (Storage).
# shellcheck shell=bash

IDENTITY=http://169.254.169.254/metadata/identity/oauth2/token

# A token for a service, which is a secret itself.
token_for() {
  local answer
  answer=$(curl --silent --show-error --fail --retry 5 --header Metadata:true "$IDENTITY?api-version=2018-02-01&resource=$1&client_id=$CLIENT_ID")
  printf '%s' "$answer" | jq --exit-status --raw-output .access_token
}

# What curl is told beside the address, on its standard input.
bearer() {
  printf 'header = "Authorization: Bearer %s"\n' "$1"
}

# A secret of the vault, by its name.
secret() {
  local token answer
  token=$(token_for https://vault.azure.net)
  if ! answer=$(bearer "$token" | curl --silent --fail --retry 5 --config - "${VAULT_URI}secrets/$1?api-version=7.4"); then
    fail "The vault $VAULT_URI gives no secret \"$1\". Put one there (docs/oracle.md, Passwords). $AGAIN"
  fi
  printf '%s' "$answer" | jq --exit-status --raw-output .value
}

# Fetches the installer to a file, and makes sure that it is the one that was meant.
fetch_installer() {
  local file=$1 token
  token=$(token_for https://storage.azure.com/)
  if ! bearer "$token" | curl --silent --fail --retry 5 --config - --header 'x-ms-version: 2023-11-03' --output "$file" "$INSTALLER_URL"; then
    fail "There is no installer at $INSTALLER_URL. Upload it (docs/oracle.md, Installers). $AGAIN"
  fi
  if ! sha256sum --check --status <<< "$INSTALLER_SHA256  $file"; then
    rm -f "$file"
    fail "The installer at $INSTALLER_URL is another one than \`sha256\` says in the settings."
  fi
}
