import type { JsonObject } from "../../json.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { Refusal } from "../refusal.ts";
import { asObject, textAt } from "../support/json.ts";
import { uuidOf } from "../support/made-up.ts";
import { fillIdentity, fillProperties, IDENTITY_REFERENCE, newEtag } from "../support/outputs.ts";

const DATA = "properties.serializedData";

/**
 * Microsoft.Insights/workbooks: a page of text and charts as JSON, kept and not drawn. Azure answers a GET without
 * what is in it unless it is asked for by `canFetchContent`; here it is always given.
 *
 * Sources: Azure/azure-rest-api-specs, Microsoft.Insights 2023-06-01, workbooks_API.json; Microsoft Learn, "Create or
 * update a workbook by using an Azure Resource Manager template". Undocumented: which code any refusal has.
 */
export const workbook: Behaviour = {
  type: "Microsoft.Insights/workbooks",
  regional: true,
  patch: "merge",
  readOnly: [
    "etag",
    "systemData",
    "identity.principalId",
    "identity.tenantId",
    "properties.revision",
    "properties.timeModified",
    "properties.userId",
  ],
  references: [IDENTITY_REFERENCE],
  prepare,
  refuse: (draft) => [...refuseData(draft), ...refuseTexts(draft)],
};

function prepare(draft: JsonObject, context: Context): JsonObject {
  const { account, id, now, store } = context;
  return {
    kind: "shared",
    ...fillProperties(
      fillIdentity(draft, context),
      { version: "Notebook/1.0", sourceId: "azure monitor" },
      {
        revision: uuidOf(`revision ${id.id.toLowerCase()} ${store.next("revision")}`),
        timeModified: now,
        userId: account.objectId,
      },
    ),
    etag: newEtag(context),
  };
}

function refuseData(draft: JsonObject): Refusal[] {
  const text = textAt(draft, DATA) ?? "";
  try {
    const parsed = asObject(JSON.parse(text));
    if (Array.isArray(parsed?.items)) return [];
    return [new Refusal("BadRequest", "A workbook's data has a list `items`.", { target: DATA })];
  } catch {
    return [new Refusal("BadRequest", "A workbook's data is not valid JSON.", { target: DATA })];
  }
}

function refuseTexts(draft: JsonObject): Refusal[] {
  return ["properties.displayName", "properties.category"].flatMap((target) =>
    (textAt(draft, target) ?? "").trim() === ""
      ? [new Refusal("BadRequest", `${target} is empty.`, { target })]
      : [],
  );
}
