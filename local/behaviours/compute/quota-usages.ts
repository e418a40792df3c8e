import type { JsonObject } from "../../json.ts";
import type { Store } from "../../store/store.ts";
import { QUOTA_FAMILIES } from "../facts/vm-sizes.ts";
import { holdings, machinesCounted, quotaUsed } from "./capacity-ledger.ts";
import { quotaLimit, REGIONAL_QUOTA } from "./capacity-tables.ts";

/** What a quota that was not set shows as its limit, as a usage must have one. Ours. */
export const UNLIMITED = 2_147_483_647;

/** Machines of a region. Source: Learn, "Azure subscription and service limits, quotas, and constraints". */
const MACHINES_LIMIT = 25_000;

/**
 * The compute usages of a region, in their wire shape.
 * Source: Learn, "Check vCPU quotas" (names as `az vm list-usage` prints them).
 */
export function computeUsages(store: Store, region: string): JsonObject[] {
  const held = holdings(store);
  const machines = held
    .filter((holding) => holding.region === region)
    .reduce((sum, holding) => sum + machinesCounted(holding), 0);
  const families = [
    { name: REGIONAL_QUOTA, localizedName: "Total Regional vCPUs" },
    ...QUOTA_FAMILIES,
  ];
  const [cores, ...rest] = families.map(({ name, localizedName }) =>
    usage(name, localizedName, {
      used: quotaUsed(held, region, name),
      limit: quotaLimit(store, region, name) ?? UNLIMITED,
    }),
  );
  const all = usage("virtualMachines", "Virtual Machines", {
    used: machines,
    limit: MACHINES_LIMIT,
  });
  return cores === undefined ? [all] : [cores, all, ...rest];
}

function usage(
  value: string,
  localizedValue: string,
  { used, limit }: { readonly used: number; readonly limit: number },
): JsonObject {
  return { unit: "Count", currentValue: used, limit, name: { value, localizedValue } };
}
