import { check } from "../../autoscale/check.ts";
import type { AutoscaleProperties } from "../../autoscale/setting.ts";
import type { Json, JsonObject } from "../../json.ts";
import { parseResourceId, same } from "../../store/resource-id.ts";
import type { Store } from "../../store/store.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { millisecondsOf } from "../support/instants.ts";
import { asObject, compact, objectAt, objectsAt, textAt } from "../support/json.ts";
import { fillProperties } from "../support/outputs.ts";
import { matches } from "../support/pattern.ts";
import { startAutoscale, stopAutoscale } from "./autoscale-run.ts";
import { AUTOSCALE_SETTING, settingsOf, TARGET } from "./autoscale-target.ts";

const SCALE_SET = "Microsoft.Compute/virtualMachineScaleSets";

/** What can't run as it is written. Reports name this code; which rule has another is undocumented. */
const REFUSED = "BadRequest";

/** A second setting on one target. Reports name the status, 409, and no code. */
const TAKEN = "Conflict";

/** A target that Azure scales and that is none of the local Azure's: ours. */
const TARGET_NOT_SUPPORTED = "TargetResourceTypeNotSupported";

/**
 * Microsoft.Insights/autoscaleSettings, of scale sets. It outlives its target, which may go and come
 * back (Azure/azure-powershell#3774).
 */
export const autoscaleSetting: Behaviour = {
  type: AUTOSCALE_SETTING,
  regional: true,
  patch: "merge",
  readOnly: ["systemData"],
  fixed: [
    {
      path: TARGET,
      allows: (before, after) => same(textAt(before, TARGET) ?? "", textAt(after, TARGET) ?? ""),
      refusal: (before, after) => targetIsImmutable(before, after),
    },
  ],
  prepare,
  refuse: (draft, { id, store }) => [
    ...refuseTarget(draft, id.id, store),
    ...refuseMetrics(draft, store),
    ...refuseProperties(draft),
  ],
  afterWrite: ({ id }, { now, store }) => startAutoscale(store, id, millisecondsOf(now)),
  afterDelete: ({ id }, { store }) => stopAutoscale(store, id),
};

/**
 * Off unless it is switched on; an action that names no value changes the count by one. Source:
 * Azure/azure-rest-api-specs, Microsoft.Insights, autoscale_API.json, and its example of a GET.
 */
function prepare(draft: JsonObject, { id, store }: Context): JsonObject {
  const target = store.get(textAt(draft, TARGET) ?? "");
  return fillProperties(
    draft,
    {
      enabled: false,
      name: id.name,
      notifications: [],
      ...compact({ targetResourceLocation: target?.location }),
    },
    { profiles: objectsAt(draft, "properties.profiles").map(filledProfile) },
  );
}

function filledProfile(profile: JsonObject): JsonObject {
  const rules: Json[] = objectsAt(profile, "rules").map((rule) => ({
    metricTrigger: { dividePerInstance: false, ...objectAt(rule, "metricTrigger") },
    scaleAction: { value: "1", ...objectAt(rule, "scaleAction") },
  }));
  return { ...profile, rules };
}

/** Source: Azure/azure-powershell#11710 (not found), hashicorp/terraform-provider-azurerm#12035 (taken). */
function refuseTarget(draft: JsonObject, own: string, store: Store): Refusal[] {
  const target = textAt(draft, TARGET) ?? "";
  const parsed = parseResourceId(target);
  if (parsed === undefined) {
    const message = `The autoscale setting has no valid target resource: '${target}' is no resource id.`;
    return [new Refusal("UnsupportedRequestContent", message, { target: TARGET })];
  }
  if (!same(parsed.type, SCALE_SET)) {
    const message = `The target resource '${target}' is of type ${parsed.type}. The local Azure scales ${SCALE_SET} only.`;
    return [new Refusal(TARGET_NOT_SUPPORTED, message, { target: TARGET })];
  }
  if (store.get(target) === undefined) return [notFound(target, TARGET)];
  const other = settingsOf(store, target).find(({ id }) => !same(id, own));
  if (other === undefined) return [];
  const message = `The target resource '${target}' has an autoscale setting already: '${other.id}'. A resource has one at most.`;
  return [new Refusal(TAKEN, message, { status: 409, target: TARGET })];
}

function refuseMetrics(draft: JsonObject, store: Store): Refusal[] {
  const places = matches(draft, "properties.profiles[].rules[].metricTrigger.metricResourceUri");
  const seen = new Set<string>();
  return places.flatMap(({ value, path }) => {
    const id = String(value);
    if (seen.has(id.toLowerCase()) || store.get(id) !== undefined) return [];
    seen.add(id.toLowerCase());
    return [notFound(id, path)];
  });
}

/** What the autoscale core can't run, and steps that don't fit between the limits. */
function refuseProperties(draft: JsonObject): Refusal[] {
  const properties = asObject(draft.properties) as unknown as AutoscaleProperties;
  const problems = check(properties).map(({ path, text }) => {
    const target = `properties.${path}`;
    return new Refusal(REFUSED, `The autoscale setting is not valid at ${target}: ${text}.`, {
      target,
    });
  });
  return problems.length > 0 ? problems : refuseSteps(properties);
}

/**
 * A step of a number of instances is no greater than the stretch between a profile's limits: also a
 * profile whose limits are equal has no rules. Source: the service's own refusal, quoted in
 * Azure/bicep-types-az#1859. That it holds for ChangeCount alone is undocumented.
 */
function refuseSteps({ profiles }: AutoscaleProperties): Refusal[] {
  return profiles.flatMap(({ capacity: { minimum, maximum }, rules }, profile) =>
    rules.flatMap(({ scaleAction: { type, value = "1" } }, rule) =>
      type !== "ChangeCount" || Number(value) <= Number(maximum) - Number(minimum)
        ? []
        : [
            new Refusal(
              "InvalidActionValue",
              `The autoscale setting you provided has an invalid scale action value ('${value}'). Specify a scale value less than or equal to the difference between the capacity maximum ${maximum} and the capacity minimum ${minimum}.`,
              { target: `properties.profiles[${profile}].rules[${rule}].scaleAction.value` },
            ),
          ],
    ),
  );
}

/** Source: the service's own refusal, quoted in Azure/Moodle#311. */
function targetIsImmutable(before: JsonObject, after: JsonObject): Refusal {
  return new Refusal(
    "TargetResourceIdIsImmutable",
    `The autoscale setting '${textAt(after, "name")}' is referencing target resource '${textAt(before, TARGET)}'. The target resource reference is immutable. If you want to change it, please create a new autoscale setting with a different name.`,
    { target: TARGET },
  );
}

function notFound(id: string, target: string): Refusal {
  const message = `The target resource id '${id}' was not found.`;
  return new Refusal("TargetResourceNotFound", message, { status: 404, target });
}
