import { expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  DEFAULTS,
  parseSettings,
  REGIONS,
  type Settings,
  SettingsError,
} from "../../../infra/settings/index.ts";
import { change, FILE, MARK, parseText, refusalOf, swedishText, takeMarks } from "./support.ts";

const planId =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shared/providers/Microsoft.Network/ddosProtectionPlans/tenant";
const galleryId =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/images/providers/Microsoft.Compute/galleries/gradetide/images/web/versions/1.2.3";

test.each<[string, (settings: Settings) => unknown, unknown]>([
  ["zones: [1, 2, 3]", ({ zones }) => zones, ["1", "2", "3"]],
  [
    "ddosProtection:…mode: perAddress",
    ({ network }) => network.ddosProtection,
    { mode: "perAddress" },
  ],
  ["drainSeconds: 60", ({ edge }) => edge.drainSeconds, 60],
  ["certificateIssuer: Self", ({ edge }) => edge.certificateIssuer, "Self"],
  ["secrets:…allowedAddresses: []", ({ secrets }) => secrets, { allowedAddresses: [] }],
  ["healthPath: /health", ({ web }) => web.healthPath, "/health"],
  ["gracePeriodMinutes: 10", ({ web }) => web.gracePeriodMinutes, 10],
  ["tags:…costCentre: schools-se", ({ tags }) => tags, {}],
])("fills in the default when `%s` is not written", (written, read, expected) => {
  expect(read(parseText(change(swedishText(), written, "")))).toEqual(expected);
});

test("has a default for exactly these settings, in one place", () => {
  expect(DEFAULTS).toEqual({
    network: { ddosProtection: { mode: "perAddress" } },
    edge: { drainSeconds: 60, certificateIssuer: "Self" },
    secrets: { allowedAddresses: [] },
    database: {
      connectionsPerClone: 25,
      backup: { retentionDays: 35, redundancy: "zone" },
      postgresql: { version: "17" },
      oracle: {
        image: {
          publisher: "Oracle",
          offer: "Oracle-Linux",
          sku: "ol88-lvm-gen2",
          version: "8.8.3",
        },
        redoGib: 16,
      },
    },
    staging: { floor: 1, ceiling: 6, oracle: { size: "Standard_D2ds_v5", storageGib: 64 } },
    watch: { phones: [], retentionDays: 90 },
    storage: { redundancy: "zone", keepDays: 30 },
    backup: {
      redundancy: "zone",
      retention: { days: 30, weeks: 12, months: 24, years: 3 },
      softDeleteDays: 30,
      immutability: "unlocked",
    },
    web: { healthPath: "/health", gracePeriodMinutes: 10 },
    tags: {},
  });
});

test.each(["2026-11-25", '"2026-11-25"', "2026-11-25 00:00:00 +0000 UTC"])(
  "reads the season's date from %s, as the engine hands it out too",
  (written) => {
    const text = change(swedishText(), "    tags:", `    season: { today: ${written} }\n    tags:`);
    expect(String(parseText(text).season.today)).toBe("2026-11-25");
  },
);

test("has no date of the season where none is written", () => {
  expect(parseText(swedishText()).season).toEqual({});
});

test("brings zones into their order, as texts, however they are written", () => {
  const text = change(swedishText(), "zones: [1, 2, 3]", 'zones: ["3", 1]');
  expect(parseText(text).zones).toEqual(["1", "3"]);
});

test("never hands out the region table's own list", () => {
  const zones = parseText(change(swedishText(), "zones: [1, 2, 3]", "")).zones;
  expect(zones).not.toBe(REGIONS.swedencentral.zones);
});

test("takes a plan with its id, a gallery image and a key in a block", () => {
  const planned = change(
    swedishText(),
    "mode: perAddress",
    `mode: plan\n        planId: ${planId}`,
  );
  expect(parseText(planned).network.ddosProtection).toEqual({ mode: "plan", planId });
  const ours = change(swedishText(), "marketplace:…202609040", `gallery: ${galleryId}`);
  expect(parseText(ours).web.image).toEqual({ gallery: galleryId });
  const key = parseText(swedishText()).web.adminSshPublicKey;
  const block = change(swedishText(), "adminSshPublicKey: ", "adminSshPublicKey: |\n        ");
  expect(parseText(block).web.adminSshPublicKey).toBe(key);
});

test("reports every problem at once, in the file's order, those between fields too", () => {
  const changes = [
    ["region: swedencentral", `${MARK}region: swedncentral`],
    ["- code: de", `- ${MARK}code: se`],
    ["web: 10.16.4.0/22", `${MARK}web: 10.16.0.0/22`],
    ["minimum: 2", `${MARK}minimum: 21`],
    ["rateLimitPerMinute: 12000", `${MARK}rateLimitPerMinute: many`],
    ["floor: 4", `${MARK}flor: 4`],
    ["image:…202609040", `${MARK}image: {}`],
    ["owner: platform-operations", `${MARK}"a/b": x`],
  ] as const;
  const marked = changes.reduce((text, [from, to]) => change(text, from, to), swedishText());
  const { text, places } = takeMarks(marked);

  const { issues } = refusalOf(() => parseText(text));

  expect(issues.map(({ line, column }) => `${line}:${column}`)).toEqual(places);
  expect(issues.map(({ path }) => path.replace("gradetide:datacenter", ""))).toEqual([
    ".region",
    ".markets[2].code",
    ".network.subnets.web",
    ".edge.minimum",
    ".edge.rateLimitPerMinute",
    ".web.flor",
    ".web.image",
    '.tags["a/b"]',
  ]);
});

test("separates issues by an empty line and shows no stack trace", () => {
  const text = change(change(swedishText(), "floor: 4", "floor: 0"), "ceiling: 24", "ceiling: 0");
  const error = refusalOf(() => parseText(text));
  expect(error.message.split("\n\n")).toHaveLength(2);
  expect(error.stack).toBe(error.message);
});

test("counts how many tags there are", () => {
  const tags = Array.from({ length: 40 }, (_, index) => `      tag${index}: x`).join("\n");
  const text = change(swedishText(), "      owner: platform-operations", tags);
  expect(refusalOf(() => parseText(text)).message).toContain("received 41 tags");
  expect(Object.keys(parseText(change(text, "      tag7: x\n", "")).tags)).toHaveLength(40);
});

test("counts how many markets there are", () => {
  const last = "hostname: de.school.example";
  const more = "\n      - { code: gb, hostname: gb.school.example }".repeat(8);
  const { issues } = refusalOf(() => parseText(change(swedishText(), last, `${last}${more}`)));
  expect(issues[0]?.path).toBe("gradetide:datacenter.markets");
  expect(issues[0]?.allowed).toBe("a list of 1 to 10 markets, each with `code` and `hostname`");
});

test("names the file alone when the text is not known, or holds something else", () => {
  const value = { region: "nowhere" };
  const missing = refusalOf(() =>
    parseSettings({ stack: "x", file: FILE, text: undefined, value }),
  );
  expect(missing.message.split("\n")[0]).toBe(`${FILE}  gradetide:datacenter.database`);
  const other = refusalOf(() => parseSettings({ stack: "x", file: FILE, text: "a: 1", value }));
  expect(other.message).toBe(missing.message);
  expect(other.message).toContain('received "nowhere"');
});

test("shows the value that Pulumi read where the text says something else", () => {
  const text = change(swedishText(), "maximum: 20", "maximum: 5");
  const value = structuredClone(parseText(swedishText())) as unknown as {
    edge: { maximum: number };
  };
  value.edge.maximum = 1;
  const [issue] = refusalOf(() => parseSettings({ stack: "x", file: FILE, text, value })).issues;
  expect(issue?.received).toBe("1");
});

test("does not show what Pulumi has decrypted, nor what surrounds it", () => {
  const text = change(swedishText(), "hostname: ch.school.example", "hostname: { secure: v1:abc }");
  const settings = structuredClone(parseText(swedishText())) as { markets: unknown };
  const at = (markets: unknown) =>
    refusalOf(() =>
      parseSettings({ stack: "x", file: FILE, text, value: { ...settings, markets } }),
    );
  const decrypted = { code: "ch", hostname: "HUNTER.Two" };
  expect(at([decrypted]).message).not.toMatch(/hunter/i);
  expect(at([{ code: "se", hostname: "a.b" }, decrypted]).message).not.toMatch(/hunter/i);
  expect(at({ a: decrypted }).message).not.toMatch(/hunter/i);
});

test.each([undefined, null])("says what is missing when there are no settings: %j", (value) => {
  const text = "config:\n  gradetide:datacentre: {}\n";
  const error = refusalOf(() => parseSettings({ stack: "x", file: "Pulumi.x.yaml", text, value }));
  expect(error.message).toBe(
    [
      "Pulumi.x.yaml:1:1  gradetide:datacenter",
      "  received nothing",
      "  allowed  the datacenter's settings; docs/settings.md lists them",
      "  edit     did you mean `gradetide:datacenter:`? Rename `gradetide:datacentre`",
    ]
      .join("\n")
      .replace("nothing", value === null ? "a key without value" : "nothing"),
  );
});

test.each(["text", 7, [], true])("refuses %j in place of all settings", (value) => {
  const { issues } = refusalOf(() =>
    parseSettings({ stack: "x", file: FILE, text: undefined, value }),
  );
  expect(issues).toHaveLength(1);
  expect(issues[0]?.path).toBe("gradetide:datacenter");
  expect(issues[0]?.edit).not.toContain("undefined");
});

test("ends in settings or in a SettingsError, whatever it is given, and never prints a failed parse", () => {
  const keys = [
    "region",
    "zones",
    "markets",
    "network",
    "edge",
    "secrets",
    "web",
    "tags",
    "__proto__",
  ];
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 3 })),
    fc.record({
      network: fc.record({ subnets: fc.jsonValue(), addressSpace: fc.jsonValue() }),
      edge: fc.record({ minimum: fc.oneof(fc.double(), fc.string()), maximum: fc.integer() }),
      web: fc.record({ image: fc.jsonValue(), adminSshPublicKey: fc.string() }),
      markets: fc.array(fc.jsonValue()),
      tags: fc.dictionary(fc.string(), fc.jsonValue()),
    }),
  );
  fc.assert(
    fc.property(anything, (value) => {
      try {
        parseSettings({ stack: "x", file: FILE, text: swedishText(), value });
      } catch (error) {
        expect(error).toBeInstanceOf(SettingsError);
        const { issues } = error as SettingsError;
        expect(issues.length).toBeGreaterThan(0);
        for (const { received, allowed, edit } of issues) {
          expect(`${allowed} ${edit}`).not.toMatch(/undefined|\[object Object\]|NaN/);
          expect(received).not.toBe("");
        }
      }
    }),
  );
});
