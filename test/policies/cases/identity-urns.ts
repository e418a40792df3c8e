/** URNs of identities of the program on Sweden's settings, by whose they are. */
export const IDENTITY = {
  clones: urn("Web", "web-identity"),
  stagingClones: urn("Web", "staging-web-identity"),
  database: urn("OracleDatabase", "database-oracle-database-identity"),
  gateway: urn("Secrets", "secrets-gateway-identity"),
} as const;

function urn(component: string, name: string): string {
  const type = `gradetide:datacenter:${component}$azure-native:managedidentity:UserAssignedIdentity`;
  return `urn:pulumi:prod-se::gradetide::${type}::prod-se-${name}`;
}
