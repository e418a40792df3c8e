import { beforeAll, describe, expect, test } from "@jest/globals";
import type { Step } from "../../policies/steps/step-policy.ts";
import { nameOf } from "../../policies/support/finding.ts";
import { ofType, type Stack } from "../../policies/support/policy.ts";
import { type Resource, UNKNOWN } from "../../policies/support/resource.ts";
import { T } from "../../policies/support/types.ts";
import { ABSENT, withInput } from "./support/change.ts";
import { judgeAllSteps } from "./support/judge-all.ts";
import { realStack } from "./support/real-stack.ts";

/** In the Swedish grade period, right before it, and far from any. */
const INSIDE = "2026-12-14";
const LEAD = "2026-12-01";
const FAR = "2026-10-12";

const stacks = new Map<string, Stack>();
beforeAll(async () => {
  for (const today of [INSIDE, LEAD, FAR]) {
    stacks.set(today, await realStack("prod-se", { today, known: true }));
  }
}, 240_000);

function on(today: string): Stack {
  const stack = stacks.get(today);
  if (stack === undefined) throw new Error(`no stack of ${today}`);
  return stack;
}

function resource(today: string, type: string, name = ""): Resource {
  const found = ofType(on(today), type).find((one) => one.name.endsWith(name));
  if (found === undefined) throw new Error(`no ${type}`);
  return found;
}

const step = (one: Resource, op: string, changed: readonly string[] = [], before = one): Step => ({
  op,
  urn: one.urn,
  type: one.type,
  changed,
  before: before.inputs,
  ...(op === "delete" ? {} : { after: one.inputs }),
});

/** What is found, but for properties that nobody has judged: known-properties.test.ts. */
const told = (today: string, ...steps: readonly Step[]): string[] =>
  judgeAllSteps(on(today), steps)
    .filter(({ by }) => by !== "steps-known-properties")
    .map(({ by, urn }) => `${by} ${nameOf(urn)}`);

describe("data", () => {
  test.each(["delete", "replace", "delete-replaced"])("is kept: %s of a vault is refused", (op) => {
    expect(told(FAR, step(resource(FAR, T.vault), op, ["vaultName"]))).toEqual([
      "steps-data-kept prod-se-secrets-vault",
    ]);
  });

  test("is kept: what is gone in Azure is not made anew, empty; what holds none is", () => {
    expect(told(FAR, step(resource(FAR, T.account), "gone"))).toEqual([
      "steps-data-kept prod-se-storage-account",
    ]);
    expect(told(FAR, step(resource(FAR, T.nat), "gone"))).toEqual([]);
    expect(told(INSIDE, step(resource(INSIDE, T.nat), "gone"))).toEqual([]);
  });

  test("is kept: the workspace of the logs and a certificate with its key are refused too", () => {
    expect(told(FAR, step(resource(FAR, T.workspace), "delete"))).toEqual([
      "steps-data-kept prod-se-watch-workspace",
    ]);
    expect(told(FAR, step(resource(FAR, T.certificate, "-se-certificate"), "delete"))).toEqual([
      "steps-data-kept prod-se-secrets-se-certificate",
    ]);
  });

  test.each(["delete", "replace"])("is kept: %s of a group that holds any is refused", (op) => {
    const account = step(resource(FAR, T.account), "same");
    const group = (name: string) => step(resource(FAR, T.resourceGroup, name), op);
    expect(told(FAR, account, group("-storage-rg"), group("-web-rg"))).toEqual([
      "steps-data-kept prod-se-storage-rg",
    ]);
  });

  test("may go where it is staging's", () => {
    const staging = withInput(resource(FAR, T.disk, "-primary-data"), "tags.tier", "staging");
    expect(told(FAR, step(staging, "delete"))).toEqual([]);
  });

  test("may go where it lies in staging's component, as its databases do, which have no tags", () => {
    const database = step(resource(FAR, T.account), "replace", ["name"]);
    const urn =
      "urn:pulumi:prod-is::gradetide::gradetide:datacenter:Datacenter$gradetide:datacenter:Staging$T::x";
    expect(told(FAR, { ...database, urn })).toEqual([]);
    expect(told(FAR, database)).toHaveLength(1);
  });

  test("may be changed in place, and what holds none may go", () => {
    expect(told(FAR, step(resource(FAR, T.vault), "update", ["tags.owner"]))).toEqual([]);
    expect(told(FAR, step(resource(FAR, T.nat), "delete"))).toEqual([]);
  });
});

describe("the change freeze", () => {
  const image = ["virtualMachineProfile.storageProfile.imageReference.version"];
  const clones = (today: string) => resource(today, T.scaleSet, "prod-se-web-clones");

  test("refuses inside a grade period what restarts or replaces", () => {
    expect(told(INSIDE, step(clones(INSIDE), "update", image))).toEqual([
      "steps-change-freeze prod-se-web-clones",
    ]);
    expect(told(INSIDE, step(resource(INSIDE, T.nat), "replace", ["zones"]))).toEqual([
      "steps-change-freeze prod-se-network-nat",
    ]);
    expect(told(INSIDE, step(resource(INSIDE, T.nat), "delete"))).toHaveLength(1);
  });

  test("lets through what nobody notices, and what is new", () => {
    expect(told(INSIDE, step(clones(INSIDE), "update", ["tags.owner"]))).toEqual([]);
    expect(told(INSIDE, step(resource(INSIDE, T.actionGroup), "replace", ["name"]))).toEqual([]);
    expect(told(INSIDE, step(resource(INSIDE, T.nat), "create"))).toEqual([]);
    expect(told(INSIDE, step(resource(INSIDE, T.nat), "same"))).toEqual([]);
  });

  const parameter = (configurationName: string): Resource => ({
    ...resource(INSIDE, T.nat),
    type: T.postgresSetting,
    inputs: { serverName: "psql-prod-is", configurationName, value: "9" },
  });
  const server = (): Resource => ({
    ...resource(INSIDE, T.nat),
    type: T.postgres,
    inputs: { serverName: "psql-prod-is" },
  });

  test.each([
    ["max_connections", 1],
    ["SHARED_BUFFERS", 1],
    ["shared_preload_libraries", 1],
    ["cron.max_running_jobs", 1],
    ["work_mem", 0],
    ["idle_in_transaction_session_timeout", 0],
  ])("takes another value of %s for %i restarts", (name, restarts) => {
    expect(told(INSIDE, step(parameter(name), "update", ["value"]))).toHaveLength(restarts);
    expect(told(INSIDE, step(parameter(name), "update", ["tags"]))).toEqual([]);
  });

  test("takes a first value for a restart where the server stands already", () => {
    const { before: _, ...made } = step(parameter("max_connections"), "create");
    const { before: __, ...first } = step(server(), "create");
    expect(told(INSIDE, made, step(server(), "same"))).toHaveLength(1);
    expect(told(INSIDE, made, first)).toEqual([]);
  });

  test("says nothing of what gets smaller, and the rest of what a step does", () => {
    const small = clones(INSIDE);
    const larger = withInput(small, "sku.name", "Standard_D8s_v5");
    const shrink = "steps-no-shrink prod-se-web-clones";
    expect(told(INSIDE, step(small, "update", ["sku.name"], larger))).toEqual([shrink]);
    expect(told(INSIDE, step(small, "update", ["sku.name", ...image], larger))).toEqual([
      "steps-change-freeze prod-se-web-clones",
      shrink,
    ]);
    expect(told(INSIDE, step(small, "delete"))).toEqual([shrink]);
    expect(told(INSIDE, step(small, "replace", ["zones"]))).toEqual([
      "steps-change-freeze prod-se-web-clones",
    ]);
  });

  test.each([
    [T.machineCommand, "-take-over", "source.script"],
    [T.machineCommand, "-take-back", "parameters[0].value"],
    [T.machineExtension, "-primary-install", "settings.script"],
    [T.machineExtension, "-observer-install", "forceUpdateTag"],
    [T.machine, "-standby-machine", "securityProfile.encryptionAtHost"],
    [T.machine, "-primary-machine", "additionalCapabilities.ultraSSDEnabled"],
  ])("refuses on a %s that ends with %s another %s", (type, name, path) => {
    const one = resource(INSIDE, type, name);
    expect(told(INSIDE, step(one, "update", [path]))).toEqual([`steps-change-freeze ${one.name}`]);
    expect(told(FAR, step(resource(FAR, type, name), "update", [path]))).toEqual([]);
    expect(told(INSIDE, step(one, "update", ["tags.owner"]))).toEqual([]);
  });

  test("is over outside of one", () => {
    expect(told(FAR, step(clones(FAR), "update", image))).toEqual([]);
  });
});

describe("a shrink", () => {
  const larger = (one: Resource, path: string): Resource => withInput(one, path, 99);
  const reservation = (today: string) => resource(today, T.reservation, "-zone-1");
  const setting = (today: string) => resource(today, T.autoscale, "prod-se-season-autoscale");
  const busier = (one: Resource): Resource =>
    withInput(one, "profiles", [
      { name: "always", capacity: { minimum: "99", maximum: "99", default: "99" } },
    ]);

  test.each([INSIDE, LEAD])("of what stands at once is refused on %s", (today) => {
    const small = reservation(today);
    expect(
      told(today, step(small, "update", ["sku.capacity"], larger(small, "sku.capacity"))),
    ).toEqual(["steps-no-shrink prod-se-reserve-zone-1"]);
    const gateway = resource(today, T.gateway);
    const path = "autoscaleConfiguration.minCapacity";
    expect(told(today, step(gateway, "update", [path], larger(gateway, path)))).toEqual([
      "steps-no-shrink prod-se-edge-gateway",
    ]);
  });

  test.each([
    [T.disk, "-primary-data", "diskIOPSReadWrite", 9000, 3001],
    [T.disk, "-primary-redo", "diskMBpsReadWrite", 300, ABSENT],
    [T.nat, "", "publicIpAddresses", [{ id: "a" }, { id: "b" }], [{ id: "a" }]],
    [T.nat, "", "publicIpPrefixes", [{ id: "a" }], ABSENT],
  ])("is one on a %s that ends with '%s', of %s", (type, name, path, had, has) => {
    const one = resource(LEAD, type, name);
    const changed = (today: string, from: unknown, to: unknown) =>
      told(today, step(withInput(one, path, to), "update", [path], withInput(one, path, from)));
    expect(changed(LEAD, had, has)).toEqual([`steps-no-shrink ${one.name}`]);
    expect(changed(INSIDE, had, has)).toEqual([`steps-no-shrink ${one.name}`]);
    expect(changed(LEAD, has, had)).toEqual([]);
    expect(changed(LEAD, had, UNKNOWN)).toEqual([]);
    expect(changed(FAR, had, has)).toEqual([]);
  });

  test("of a disk to what Azure gives without a word is none", () => {
    const disk = resource(LEAD, T.disk, "-primary-data");
    const path = "diskIOPSReadWrite";
    expect(told(LEAD, step(disk, "update", [path], withInput(disk, path, 3000)))).toEqual([]);
  });

  test("of what stands at once is right far from a grade period, and growth always", () => {
    const small = reservation(FAR);
    expect(
      told(FAR, step(small, "update", ["sku.capacity"], larger(small, "sku.capacity"))),
    ).toEqual([]);
    const grown = larger(reservation(INSIDE), "sku.capacity");
    expect(told(INSIDE, step(grown, "update", ["sku.capacity"], reservation(INSIDE)))).toEqual([]);
  });

  test.each([
    ["Standard_D8s_v5", "Standard_D4s_v5", true],
    ["Standard_D16s_v5", "Standard_D8s_v5", true],
    ["Standard_E16-4ds_v5", "Standard_D4s_v5", false],
    ["Standard_E16-8ds_v5", "Standard_E16-4ds_v5", true],
    ["Standard_D4s_v5", "Standard_D8s_v5", false],
    ["Standard_D4s_v5", "Standard_D4as_v6", false],
  ])("of a size is seen by its vCPUs: %s, then %s: %s", (had, has, refused) => {
    const sized = (size: string) =>
      withInput(resource(LEAD, T.scaleSet, "prod-se-web-clones"), "sku.name", size);
    const found = told(LEAD, step(sized(has), "update", ["sku.name"], sized(had)));
    expect(found.includes("steps-no-shrink prod-se-web-clones")).toBe(refused);
  });

  test("of the gateway's most instances is one, and an unknown or absent count is as it reads", () => {
    const path = "autoscaleConfiguration.maxCapacity";
    const gateway = resource(LEAD, T.gateway);
    const changedTo = (to: unknown) =>
      told(LEAD, step(withInput(gateway, path, to), "update", [path], gateway));
    expect(changedTo(3)).toEqual(["steps-no-shrink prod-se-edge-gateway"]);
    expect(changedTo(ABSENT)).toEqual(["steps-no-shrink prod-se-edge-gateway"]);
    expect(changedTo(UNKNOWN)).toEqual([]);
  });

  describe("of ceilings alone", () => {
    const to = (name: string, maximum: number): Resource =>
      withInput(resource(FAR, T.autoscale, name), "profiles", [
        { name: "always", capacity: { minimum: "2", maximum: `${maximum}`, default: "2" } },
      ]);
    const changed = (name: string, had: number, has: number): Step =>
      step(to(name, has), had === has ? "same" : "update", ["profiles"], to(name, had));
    const [web, staging] = ["prod-se-season-autoscale", "prod-se-staging-season-autoscale"];

    test.each([
      ["is refused where nobody gets what one loses", [24, 20], [6, 6], [web]],
      ["is refused where the other gets less", [24, 20], [4, 6], [web]],
      ["is told of whoever loses most", [24, 23], [6, 2], [staging]],
      ["is right where one takes what the other lent", [20, 24], [6, 2], []],
      ["is right where one lends it to the other", [24, 20], [6, 10], []],
      ["is right where all grow", [20, 24], [6, 6], []],
    ] as const)("%s", (_, [had, has], [lent, lends], refused) => {
      const found = told(FAR, changed(web, had, has), changed(staging, lent, lends));
      expect([...new Set(found)]).toEqual(refused.map((name) => `steps-no-shrink ${name}`));
    });
  });

  test("of the season's plan to nothing is refused, be it months ahead", () => {
    expect(told(FAR, step(setting(FAR), "delete"))).toContain(
      "steps-no-shrink prod-se-season-autoscale",
    );
  });

  test("of a floor in a grade period to come is refused, be it months ahead", () => {
    const next = setting(FAR);
    expect(told(FAR, step(next, "update", ["profiles"], busier(next)))).toContain(
      "steps-no-shrink prod-se-season-autoscale",
    );
    expect(told(FAR, step(busier(next), "update", ["profiles"], next))).toEqual([]);
  });
});
