import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Checkpoint } from "../../local/checkpoint-files.ts";
import { openAzure } from "../../local/provider/open-azure.ts";
import { type Checkout, freshCheckout, type Outcome } from "../support/checkout.ts";

const STACK = "prod-se";
const SETTINGS = `Pulumi.${STACK}.yaml`;
const MINUTES = 60_000;

/** prod-se through the real engine on the local Azure, in the order of these tests. */
describe("prod-se on this machine", () => {
  let checkout: Checkout;
  let tracked: string;
  beforeAll(async () => {
    checkout = freshCheckout();
    tracked = checkout.read(SETTINGS);
    // A Tuesday in term: what stands then does not hang on the day on which this runs.
    const { code } = await checkout.gradetide("local", "clock", "stop", "2027-02-09T10:00+01:00");
    expect(code).toBe(0);
  });
  afterAll(() => checkout.remove());

  const up = (...words: string[]): Promise<Outcome> =>
    checkout.gradetide("local", "up", "--stack", STACK, "--yes", "--skip-preview", ...words);

  const custom = (): string[] =>
    (checkout.checkpoint(STACK).resources ?? [])
      .filter((one) => one.custom && !one.type.startsWith("pulumi:"))
      .map(({ urn }) => urn.split("::").at(-1) ?? "");

  /** What each resource is declared with, without its tags, by its name without the stack's. */
  const declared = (): ReadonlyMap<string, string> =>
    new Map(
      (checkout.checkpoint(STACK).resources ?? []).map(({ urn, inputs }) => [
        (urn.split("::").at(-1) ?? "").slice(STACK.length + 1),
        JSON.stringify({ ...inputs, tags: undefined }),
      ]),
    );

  /** The resources that a run changed in one way, without the stack's name. */
  const changed = (text: string, way: "updated" | "deleted"): string[] =>
    [...text.matchAll(new RegExp(` ${STACK}-(\\S+) ${way} \\(`, "g"))].map(
      ([, name]) => name ?? "",
    );

  test("refuses wrong settings with all that is wrong, before anything is registered", async () => {
    checkout.edit(SETTINGS, "region: swedencentral", "region: swedencentre");
    checkout.edit(SETTINGS, "drainSeconds: 60", "drainSeconds: 0");
    const { code, text } = await up();
    expect(code).toBe(1);
    expect(text).toMatch(/Pulumi\.prod-se\.yaml:\d+:\d+ {2}gradetide:datacenter\.region/);
    expect(text).toMatch(
      /Pulumi\.prod-se\.yaml:\d+:\d+ {2}gradetide:datacenter\.edge\.drainSeconds/,
    );
    expect(text).toContain("(settings-invalid)");
    expect(custom()).toEqual([]);
    checkout.edit(SETTINGS, "region: swedencentre", "region: swedencentral");
    checkout.edit(SETTINGS, "drainSeconds: 0", "drainSeconds: 60");
  });

  test("refuses a stack that has no settings, naming those that have", async () => {
    const { code, text } = await checkout.gradetide("local", "up", "--stack", "prod-no", "--yes");
    expect(code).toBe(1);
    expect(text).toContain('There is no stack "prod-no"');
    expect(text).toContain("prod-is, prod-se, prod-uk");
  });

  test(
    "goes up, and says what stands: region, zones, gateway, hostnames, clones by zone",
    async () => {
      const { code, text } = await up();
      expect({ code, text }).toMatchObject({ code: 0 });
      expect(text).toContain("Sweden Central · swedencentral · zones 1, 2, 3");
      expect(text).toMatch(/Gateway\s+│ 203\.0\.113\.\d+/);
      expect(text).toContain("prod-se-gt26.swedencentral.cloudapp.azure.com");
      for (const market of ["se", "ch", "de"]) expect(text).toContain(`${market}.school.example`);
      expect(text).toContain("4 of Standard_D4s_v5 (zone 1: 2, zone 2: 1, zone 3: 1)");
      expect(text).toMatch(/\d+ created; \d+ stand/);
    },
    3 * MINUTES,
  );

  test(
    "goes up again and changes nothing",
    async () => {
      const before = custom().sort();
      const { code, text } = await up("--expect-no-changes");
      expect({ code, text }).toMatchObject({ code: 0 });
      expect(text).toMatch(/│ nothing changed: \d+ stand/);
      expect(custom().sort()).toEqual(before);
    },
    3 * MINUTES,
  );

  test(
    "changes the one resource that a changed setting means",
    async () => {
      checkout.edit(SETTINGS, "drainSeconds: 60", "drainSeconds: 90");
      const { code, text } = await up();
      expect({ code, text }).toMatchObject({ code: 0 });
      expect(text).toMatch(/│ 1 updated; \d+ stand/);
      expect(text).toMatch(/ApplicationGateway prod-se-edge-gateway updated/);
    },
    3 * MINUTES,
  );

  test(
    "keeps the count that autoscale has set when something else of the scale set changes",
    async () => {
      const azure = openAzure(join(checkout.folder, ".gradetide"));
      const id = String(checkout.checkpoint(STACK).resources?.[0]?.outputs?.scaleSetId);
      const url = `${id}?api-version=2024-11-01`;
      const { body } = await azure.handle({ method: "GET", url });
      const sku = (body as { sku: { name: string; tier: string } }).sku;
      const grown = await azure.handle({
        method: "PATCH",
        url,
        body: { sku: { ...sku, capacity: 12 } },
      });
      expect(grown.status).toBe(200);

      checkout.edit(SETTINGS, "costCentre: schools-se", "costCentre: schools-sweden");
      const { code, text } = await up();
      expect({ code, text }).toMatchObject({ code: 0 });
      expect(text).toMatch(/VirtualMachineScaleSet prod-se-web-clones updated/);
      expect(text).toContain("12 of Standard_D4s_v5 (zone 1: 4, zone 2: 4, zone 3: 4)");
      const after = await azure.handle({ method: "GET", url });
      expect(after.body).toMatchObject({
        sku: { capacity: 12 },
        tags: { costCentre: "schools-sweden" },
      });
    },
    3 * MINUTES,
  );

  test(
    "lets a market go with its listener and certificate, and takes both back with it",
    async () => {
      const german = "      - code: de\n        hostname: de.school.example\n";
      const before = declared();
      checkout.edit(SETTINGS, german, "");
      const without = await up();
      expect(without).toMatchObject({ code: 0 });
      expect([...changed(without.text, "deleted")].sort()).toEqual([
        "secrets-de-certificate",
        "secrets-gateway-reads-de",
      ]);
      expect(changed(without.text, "updated")).toContain("edge-gateway");
      // Fewer pupils are another plan: of the clones, and of the database, which goes to its size by failover.
      expect(changed(without.text, "updated")).toContain("season-autoscale");
      const planned =
        /^(edge-gateway|edge-firewall|reserve-zone-\d|season-autoscale|staging-season-autoscale|database-oracle-(standby-machine|take-over|primary-machine|take-back))$/;
      // Whatever has tags says by them which markets it serves. Beside these the rest stays as it was.
      const others = [...declared()].filter(([name]) => !planned.test(name));
      expect(others.filter(([name, inputs]) => before.get(name) !== inputs)).toEqual([]);
      expect(custom()).not.toContain("prod-se-secrets-de-certificate");
      const swiss = "      - code: ch\n        hostname: ch.school.example\n";
      checkout.edit(SETTINGS, swiss, swiss + german);
      const withIt = await up();
      expect(withIt).toMatchObject({ code: 0 });
      expect(custom()).toContain("prod-se-secrets-de-certificate");
    },
    5 * MINUTES,
  );

  test("registers the gateway after the roles by which it reads, and no alias for an old API version", () => {
    const { resources = [] } = checkout.checkpoint(STACK);
    const gateway = resources.find(({ urn }) => urn.endsWith("::prod-se-edge-gateway"));
    expect(gateway).toHaveProperty(
      "dependencies",
      expect.arrayContaining(
        ["se", "ch", "de"].map((market) =>
          expect.stringMatching(new RegExp(`::prod-se-secrets-gateway-reads-${market}$`)),
        ),
      ),
    );
    expect(resources.filter((resource) => "aliases" in resource)).toEqual([]);
  });

  test("registers the clones after the whole reserve, and the season after the clones", () => {
    const { resources = [] } = checkout.checkpoint(STACK);
    const needs = (name: string): unknown =>
      resources.find(({ urn }) => urn.endsWith(`::prod-se-${name}`)) ?? {};
    const one = (name: string): unknown => expect.stringMatching(new RegExp(`::prod-se-${name}$`));
    const reserve = ["group", "zone-1", "zone-2", "zone-3"].map((name) => one(`reserve-${name}`));
    expect(needs("web-clones")).toHaveProperty("dependencies", expect.arrayContaining(reserve));
    expect(needs("season-autoscale")).toHaveProperty(
      "dependencies",
      expect.arrayContaining([one("web-clones")]),
    );
  });

  test("registers the season's alert after the roles by which it reads", () => {
    const { resources = [] } = checkout.checkpoint(STACK);
    const alert = resources.find(({ urn }) => urn.endsWith("::prod-se-watch-season-cover"));
    expect(alert).toHaveProperty(
      "dependencies",
      expect.arrayContaining([
        expect.stringMatching(/::prod-se-watch-reads-web$/),
        expect.stringMatching(/::prod-se-watch-reads-workspace$/),
      ]),
    );
    const setting = String(
      resources.find(({ urn }) => urn.endsWith("::prod-se-season-autoscale"))?.id,
    );
    expect(JSON.stringify(alert?.inputs)).toContain(setting);
  });

  test("answers any other Pulumi command, and shows what stands as JSON", async () => {
    const exported = await checkout.gradetide("local", "stack", "export", "--stack", STACK);
    expect(JSON.parse(exported.text).deployment.resources.length).toBeGreaterThan(20);
    const status = await checkout.gradetide("local", "status", "--stack", STACK, "--json");
    expect(JSON.parse(status.text)).toMatchObject([
      { datacenter: STACK, clones: { 1: 4, 2: 4, 3: 4 }, zones: ["1", "2", "3"] },
    ]);
  });

  test("refuses to change settings in the copy that the next run writes anew", async () => {
    const { code, text } = await checkout.gradetide("local", "config", "set", "a", "b");
    expect(code).toBe(1);
    expect(text).toContain("Edit that file");
  });

  test(
    "refuses to destroy what is protected, and says how to mean it",
    async () => {
      const before = custom();
      const words = ["--stack", STACK, "--yes", "--skip-preview"];
      const { code, text } = await checkout.gradetide("local", "destroy", ...words);
      expect(code).toBe(1);
      expect(text).toContain("--exclude-protected");
      expect(text).toContain("state unprotect --all");
      expect(custom()).toEqual(before);
    },
    3 * MINUTES,
  );

  test(
    "destroys all but what is protected, and goes up again around it",
    async () => {
      const words = ["--stack", STACK, "--yes", "--exclude-protected"];
      const { code, text } = await checkout.gradetide("local", "destroy", ...words);
      expect({ code, text }).toMatchObject({ code: 0 });
      // What holds data, what it can't be without, and nothing else.
      expect(custom().sort()).toEqual(keptByProtection(checkout.checkpoint(STACK)));
      const tiers = new Set(custom().map((name) => name.split("-")[2]));
      expect([...tiers].sort()).toEqual(["backup", "database", "network", "secrets", "storage"]);
      expect(custom()).toEqual(
        expect.arrayContaining(
          ["secrets-vault", "storage-account"].map((name) => `${STACK}-${name}`),
        ),
      );
      const status = await checkout.gradetide("local", "status", "--stack", STACK, "--json");
      expect(JSON.parse(status.text)).toMatchObject([{ gateway: { address: "" }, clones: {} }]);
      const again = await up();
      expect(again).toMatchObject({ code: 0 });
      expect(again.text).toContain("4 of Standard_D4s_v5");
    },
    5 * MINUTES,
  );

  test("writes no tracked file in all of this", () => {
    checkout.edit(SETTINGS, "drainSeconds: 90", "drainSeconds: 60");
    checkout.edit(SETTINGS, "costCentre: schools-sweden", "costCentre: schools-se");
    expect(checkout.read(SETTINGS)).toBe(tracked);
    expect(checkout.gitStatus()).toBe("");
  });
});

/** Names of the protected resources and of all that they wait for, sorted. */
function keptByProtection({ resources = [] }: Checkpoint): readonly string[] {
  const byUrn = new Map(resources.map((one) => [one.urn, one]));
  const kept = new Set<string>();
  const keep = (urn: string): void => {
    if (kept.has(urn)) return;
    kept.add(urn);
    for (const other of byUrn.get(urn)?.dependencies ?? []) keep(other);
  };
  for (const { urn, protect } of resources) if (protect === true) keep(urn);
  return [...kept].map((urn) => urn.split("::").at(-1) ?? "").sort();
}
