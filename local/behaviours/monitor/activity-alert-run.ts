import type { JsonObject } from "../../json.ts";
import { parseResourceId, same, within } from "../../store/resource-id.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import { objectsAt, textAt, textsAt } from "../support/json.ts";
import type { Activity } from "./activity-entry.ts";
import { ACTIVITY_LOG_ALERT } from "./activity-log-alert.ts";

/** The rules that an entry of the activity log sets off: those that are on, over its resource, and met by it. */
export function rulesMetBy(store: Store, activity: Activity): readonly ArmDocument[] {
  return store
    .list({ type: ACTIVITY_LOG_ALERT })
    .filter(
      (rule) =>
        rule.properties?.enabled !== false &&
        textsAt(rule, "properties.scopes").some((scope) => within(activity.resourceId, scope)) &&
        objectsAt(rule, "properties.condition.allOf").every((one) => isMet(one, activity)),
    );
}

function isMet(condition: JsonObject, activity: Activity): boolean {
  const any = objectsAt(condition, "anyOf");
  if (any.length > 0) return any.some((leaf) => isMet(leaf, activity));
  const value = fieldOf(textAt(condition, "field") ?? "", activity);
  const wanted = [textAt(condition, "equals") ?? [], textsAt(condition, "containsAny")].flat();
  return value !== undefined && wanted.some((one) => same(one, value));
}

/** What an entry says in a field, as the rules name them. */
function fieldOf(name: string, activity: Activity): string | undefined {
  const field = name.toLowerCase();
  const id = parseResourceId(activity.resourceId);
  if (field.startsWith("properties.")) {
    const found = Object.entries(activity.properties ?? {}).find(([key]) =>
      same(key, field.slice("properties.".length)),
    );
    return found === undefined ? undefined : String(found[1]);
  }
  const fields: Readonly<Record<string, string | undefined>> = {
    resourceid: activity.resourceId,
    category: activity.category,
    caller: activity.caller,
    level: activity.level,
    operationname: activity.operationName,
    status: activity.status,
    resourcegroup: id?.resourceGroup,
    resourceprovider: id?.namespace,
    resourcetype: id?.type,
  };
  return fields[field];
}
