import type { JsonObject } from "../../json.ts";
import type { Behaviour } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { objectAt, objectsAt, textAt } from "../support/json.ts";
import { fillProperties } from "../support/outputs.ts";
import { STORAGE_ACCOUNT } from "./account.ts";

const RULES = "properties.policy.rules";

/** Most rules of an account's policy. */
const MOST_RULES = 100;

/**
 * Microsoft.Storage/storageAccounts/managementPolicies: kept and checked, never run, as there are no blobs.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.Storage 2024-01-01, storage.json; Microsoft Learn, "Azure Blob Storage
 * lifecycle management overview".
 */
export const managementPolicy: Behaviour = {
  type: `${STORAGE_ACCOUNT}/managementPolicies`,
  regional: false,
  readOnly: ["properties.lastModifiedTime"],
  prepare: (draft, { now }) => fillProperties(draft, {}, { lastModifiedTime: now }),
  refuse: refuseRules,
};

function refuseRules(draft: JsonObject): Refusal[] {
  const rules = objectsAt(draft, RULES);
  const names = rules.map((rule) => textAt(rule, "name")?.toLowerCase());
  const wrong =
    rules.length === 0 || rules.length > MOST_RULES
      ? `A policy has 1 to ${MOST_RULES} rules, not ${rules.length}.`
      : new Set(names).size < names.length
        ? "Two rules have the same name."
        : rules.some((rule) => Object.keys(objectAt(rule, "definition.actions") ?? {}).length === 0)
          ? "A rule has no action."
          : undefined;
  return wrong === undefined
    ? []
    : [new Refusal("InvalidValuesForRequestParameters", wrong, { target: RULES })];
}
