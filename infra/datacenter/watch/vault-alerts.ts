import * as pulumi from "@pulumi/pulumi";
import type { AlertSpec } from "./alert.ts";

/**
 * The alert on the vault's certificates.
 *
 * The vault logs its own notices, also where nobody has subscribed to them.
 * Source: Microsoft Learn, "Azure Key Vault logging" (operation names) and "AZKVAuditLogs" (columns).
 */
export function vaultAlerts(vaultId: pulumi.Input<string>): readonly AlertSpec[] {
  return [
    {
      kind: "log",
      name: "certificate-expiry",
      query: pulumi.output(vaultId).apply(expiryQuery),
      comparison: "GreaterThan",
      threshold: 0,
      every: "P1D",
    },
  ];
}

/** Certificates that are about to end or have ended: a row each. */
export function expiryQuery(vaultId: string): string {
  return [
    "AZKVAuditLogs",
    `| where _ResourceId =~ "${vaultId}"`,
    '| where OperationName in ("CertificateNearExpiryEventGridNotification", "CertificateExpiredEventGridNotification")',
    "| project TimeGenerated, OperationName, Id",
  ].join("\n");
}
