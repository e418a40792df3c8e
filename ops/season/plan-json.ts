import { DATABASE_SIZES } from "../../infra/season/capacity/database-sizes.ts";
import type { SeasonPlan } from "../../infra/season/plan.ts";
import { rulesAlone } from "../../infra/season/profiles/rules-alone.ts";

/**
 * A plan as JSON: instants in UTC, arrays with an entry a quarter of an hour. All of it but the markets'
 * own loads, of which `rps` is the sum, and what rules alone would do, to compare with.
 */
export function planJson(plan: SeasonPlan): string {
  const markets = plan.markets.map(({ market, sigma, gaps }) => ({ market, sigma, gaps }));
  const rps = Array.from(plan.rps, (load) => Math.round(load * 100) / 100);
  const databaseSizes = DATABASE_SIZES.map(({ name }) => name);
  const rules = rulesAlone(plan.rps, plan.web);
  const cloneHours = {
    ...plan.cloneHours,
    rules: rules.cloneHours,
    rulesTooLate: rules.hoursTooLate,
  };
  return JSON.stringify(
    { ...plan, markets, rps, databaseSizes, cloneHours },
    (_key, value: unknown) =>
      value instanceof Int32Array || value instanceof Uint8Array ? [...value] : value,
  );
}
