import { unknown, violation } from "../support/expect.ts";
import { type Finding, shown } from "../support/finding.ts";
import { items, read, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";

const CONDITIONS = "condition.allOf";

/** What an alert on Azure's own log may ask for, by category: each field, one of its values wanted. */
type Fields = Readonly<Record<string, readonly string[]>>;

/**
 * Sources: Learn, "Azure Activity Log event schema" (categories, fields); "Azure permissions for Compute" (operations).
 */
const CATEGORIES: Readonly<Record<string, Fields>> = {
  Autoscale: { status: ["Failed"] },
  Administrative: {
    operationName: ["Microsoft.Compute/capacityReservationGroups/capacityReservations/write"],
    status: ["Failed"],
  },
  ResourceHealth: { "properties.currentHealthStatus": ["Degraded", "Unavailable"] },
};

/** Whether an alert on Azure's own log waits for something that can come, and is bad. */
export function judgeConditions(alert: Resource): readonly Finding[] {
  const must = {
    required: `a category, ${Object.keys(CATEGORIES).join(", ")}, and its conditions`,
    remedy:
      "Take the fields that infra/datacenter/watch has; add others to policies/watch/alert-conditions.ts.",
  };
  if (["condition", CONDITIONS].some((path) => read(alert.inputs, path).kind === "unknown")) {
    return [unknown(alert, CONDITIONS, must)];
  }
  const conditions = items(alert.inputs, CONDITIONS).map(({ path, value }) => ({
    path,
    field: textAt(value, "field") ?? "",
    wants: [
      ...(textAt(value, "equals") === undefined ? [] : [textAt(value, "equals")]),
      ...items(value, "containsAny").map((one) => one.value),
    ],
  }));
  const category = conditions.find(({ field }) => field === "category")?.wants[0];
  const fields = CATEGORIES[String(category)];
  if (fields === undefined) return [violation(alert, CONDITIONS, shown(category), must)];
  const missing = Object.keys(fields).filter(
    (name) => !conditions.some(({ field }) => field === name),
  );
  return [
    ...missing.map((name) => violation(alert, CONDITIONS, `without ${name}`, must)),
    ...conditions
      .filter(({ field }) => field !== "category")
      .filter(({ field, wants }) => !asksFor(fields[field] ?? [], wants))
      .map(({ path, field, wants }) =>
        violation(alert, path, `${field} ${shown(wants)}`, {
          required:
            fields[field] === undefined
              ? "no other field, which would leave most of it out"
              : `${field} as ${fields[field].join(", ")}`,
          remedy: must.remedy,
        }),
      ),
  ];
}

/** All that is wanted is asked for: what else is asked for only adds. Azure tells no capitals apart there. */
function asksFor(wanted: readonly string[], asked: readonly unknown[]): boolean {
  const texts = asked.map((one) => String(one).toLowerCase());
  return wanted.length > 0 && wanted.every((one) => texts.includes(one.toLowerCase()));
}
