import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Json, JsonObject } from "../../../local/json.ts";
import { TestAzure } from "./support/azure.ts";
import { BODIES, IDS, REGION } from "./support/datacenter.ts";
import { edited } from "./support/edit.ts";

const ID = `${IDS.group}/providers/Microsoft.Insights/workbooks/11111111-1111-4111-8111-111111111111`;
const DATA = "properties.serializedData";

const body: JsonObject = {
  location: REGION,
  properties: {
    displayName: "Usage",
    category: "workbook",
    serializedData: JSON.stringify({ version: "Notebook/1.0", items: [] }),
  },
};

let azure: TestAzure;
beforeEach(async () => {
  azure = new TestAzure();
  await azure.put(IDS.group, BODIES.group);
});
afterEach(() => azure.close());

describe("a workbook", () => {
  /** @accepts Microsoft.Insights/workbooks */
  test("is kept with what is in it, shared with all who may read it", async () => {
    const written = await azure.put(ID, body);
    expect(written).toMatchObject({
      kind: "shared",
      properties: { version: "Notebook/1.0", timeModified: "2026-11-23T08:00:00Z" },
    });
    expect(await azure.get(ID)).toEqual(written);
  });

  /** @changes Microsoft.Insights/workbooks */
  test("is another revision with each change", async () => {
    const first = await azure.put(ID, body);
    azure.clock.turn({ hours: 1 });
    const second = await azure.put(ID, edited(body, { "properties.displayName": "Levels" }));
    expect(second).toMatchObject({
      properties: {
        displayName: "Levels",
        timeModified: "2026-11-23T09:00:00Z",
        revision: expect.not.stringMatching(String((first.properties as JsonObject).revision)),
      },
    });
  });

  /** @refuses Microsoft.Insights/workbooks */
  test.each<[string, Readonly<Record<string, Json>>, string]>([
    ["a text that is no JSON", { [DATA]: "{" }, DATA],
    ["JSON without items", { [DATA]: '{"version":"Notebook/1.0"}' }, DATA],
    ["no name", { "properties.displayName": " " }, "properties.displayName"],
  ])("refuses %s", async (_what, changes, target) => {
    const refused = await azure.refused("PUT", ID, edited(body, changes));
    expect(refused).toMatchObject({ status: 400, code: "BadRequest", target });
    expect(azure.store.get(ID)).toBeUndefined();
  });

  test("is named by a GUID", async () => {
    const named = ID.replace(/[^/]+$/, "usage");
    expect((await azure.refused("PUT", named, body)).code).toBe("InvalidResourceName");
  });
});
