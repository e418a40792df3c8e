import { QUARTERS_PER_DAY, quarterAt } from "../../infra/season/demand/horizon.ts";
import { control } from "../support/controls.ts";
import { unknown, violation } from "../support/expect.ts";
import { ofType, type StackPolicy } from "../support/policy.ts";
import { numberAt, read } from "../support/read.ts";
import { T } from "../support/types.ts";
import { profilesOf, runningBounds } from "./running-bounds.ts";
import { shortfall, whenInWords } from "./words.ts";

/**
 * Days from the plan's week on for which the declared reserve stands: it changes with a week, and is raised
 * seven days before it is needed.
 */
const DECLARED_DAYS = 7;

export const seasonCeilingWithinReserve: StackPolicy = {
  id: "season-ceiling-within-reserve",
  title: "What production and staging may grow to is reserved, at every instant.",
  why: "Beyond the reserve Azure promises nothing: in the grade week, when everybody grows, it has nothing left.",
  severity: "mandatory",
  control: control("A.8.6"),
  example: {
    violation: "reservations of 4 machines a zone, and a maximum of 24 clones",
    remedy: "8 a zone, as the plan declares them",
  },
  checkStack(stack) {
    const { plan } = stack;
    const must = {
      required: "ceilings that the reserve holds, production's and staging's together",
      remedy: "Declare the plan's reserve (`declared.reservePerZone`), or take its profiles.",
    };
    const reservations = ofType(stack, T.reservation);
    const unsure = reservations.find(
      ({ inputs }) => read(inputs, "sku.capacity").kind === "unknown",
    );
    if (unsure !== undefined) return [unknown(unsure, "sku.capacity", must)];
    const declared = reservations.reduce(
      (sum, { inputs }) => sum + (numberAt(inputs, "sku.capacity") ?? 0),
      0,
    );
    const settings = ofType(stack, T.autoscale)
      .filter(({ inputs }) => read(inputs, "profiles").kind === "value")
      .map((setting) => ({
        setting,
        ...runningBounds(profilesOf(setting), plan.horizon),
      }));
    const week = Math.min(DECLARED_DAYS * QUARTERS_PER_DAY, plan.horizon.quarters);
    const reserve = plan.reserve.map((count, quarter) => (quarter < week ? declared : count));
    const together = plan.reserve.map((_, quarter) =>
      settings.reduce((sum, { ceilings }) => sum + (ceilings[quarter] ?? 0), 0),
    );
    const now = Math.max(0, quarterAt(plan.horizon, plan.now));
    const broken = reserve.map((_, quarter) =>
      settings.some((one) => one.broken[quarter] === 1) ? 1 : 0,
    );
    const over = shortfall(reserve, together, now, plan.profiles.plannedQuarters, broken);
    if (over === undefined) return [];
    const [widest] = settings.toSorted(
      (one, other) => (other.ceilings[over.worst] ?? 0) - (one.ceilings[over.worst] ?? 0),
    );
    const value = `up to ${together[over.worst]} clones together at ${whenInWords(plan, over.worst)}, with ${reserve[over.worst]} reserved`;
    return [violation(widest?.setting ?? stack, "profiles", value, must)];
  },
};
