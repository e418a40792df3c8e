import { Refusal } from "../../behaviours/refusal.ts";
import { contains, parseCidr } from "../../behaviours/support/cidr.ts";
import { at, objectsAt, textAt } from "../../behaviours/support/json.ts";
import type { ArmDocument } from "../../store/store.ts";

/**
 * Why a vault's firewall does not let a caller in who comes from `address`, an IPv4 address.
 * Source: Microsoft Learn, "Configure Azure Key Vault networking settings".
 */
export function refuseCaller(vault: ArmDocument, address: string): Refusal | undefined {
  if (at(vault, "properties.publicNetworkAccess") === "Disabled") {
    return new Refusal(
      "Forbidden",
      `Public network access is disabled and request is not from a trusted service nor via an approved private link. Client address: ${address}. Vault: ${vault.name}.`,
      {
        status: 403,
        details: [{ code: "ForbiddenByConnection", message: "The vault has no public side." }],
      },
    );
  }
  if (at(vault, "properties.networkAcls.defaultAction") !== "Deny") return undefined;
  const caller = parseCidr(`${address}/32`);
  const allowed = objectsAt(vault, "properties.networkAcls.ipRules").some((rule) => {
    const value = textAt(rule, "value") ?? "";
    const range = parseCidr(value.includes("/") ? value : `${value}/32`);
    return caller !== undefined && range !== undefined && contains(range, caller);
  });
  if (allowed) return undefined;
  return new Refusal(
    "Forbidden",
    `Client address is not authorized and caller is not a trusted service. Client address: ${address}. Vault: ${vault.name}. Allow it in networkAcls.ipRules.`,
    {
      status: 403,
      details: [{ code: "ForbiddenByFirewall", message: "The vault's firewall denies." }],
    },
  );
}
