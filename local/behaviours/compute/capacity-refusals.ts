import type { Store } from "../../store/store.ts";
import { vmSizeFacts } from "../facts/vm-sizes.ts";
import { Refusal } from "../refusal.ts";
import { type Holding, quotaUsed } from "./capacity-ledger.ts";
import { quotaLimit, REGIONAL_QUOTA } from "./capacity-tables.ts";

const GUIDANCE =
  "Read more about improving likelihood of allocation success at http://aka.ms/allocation-guidance";

/**
 * Azure has no hardware left.
 * Source: Learn, "Troubleshoot allocation failures when you create, restart, or resize VMs in Azure".
 */
export function allocationFailed(zone: string | null | undefined): Refusal {
  const zonal = zone !== null && zone !== undefined;
  const where = zonal ? "zone" : "region";
  return new Refusal(
    zonal ? "ZonalAllocationFailed" : "AllocationFailed",
    `Allocation failed. We do not have sufficient capacity for the requested VM size in this ${where}. ${GUIDANCE}`,
    { status: 409 },
  );
}

/**
 * Why more machines of a size are beyond the quota: of their family first, then of the region.
 * A size that the local Azure does not know counts for nothing.
 *
 * @param machines how many more would count.
 * Source of code and text: microsoft/onefuzz#605, nforgeio/neonKUBE#1671; Learn, "Resolve errors for
 *   resource quotas".
 */
export function refuseQuota(
  store: Store,
  held: readonly Holding[],
  region: string,
  size: string,
  machines: number,
): Refusal | undefined {
  const facts = vmSizeFacts(size);
  if (facts === undefined || machines <= 0) return undefined;
  const required = machines * facts.vcpus;
  for (const family of [facts.family, REGIONAL_QUOTA]) {
    const limit = quotaLimit(store, region, family);
    if (limit === undefined) continue;
    const used = quotaUsed(held, region, family);
    if (used + required <= limit) continue;
    const name = family === REGIONAL_QUOTA ? "Total Regional" : family;
    return new Refusal(
      "OperationNotAllowed",
      `Operation could not be completed as it results in exceeding approved ${name} Cores quota. Additional details - Deployment Model: Resource Manager, Location: ${region}, Current Limit: ${limit}, Current Usage: ${used}, Additional Required: ${required}, (Minimum) New Limit Required: ${used + required}.`,
      { status: 409, target: "sku.capacity" },
    );
  }
  return undefined;
}
