import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Checkout, freshCheckout } from "../support/checkout.ts";

const STACK = "prod-se";
const MINUTES = 60_000;

interface CloneRow {
  readonly state: string;
  readonly health: string;
}

/** What the checkpoint holds of an autoscale profile. */
interface Profile {
  readonly name: string;
  readonly capacity: { readonly minimum: string };
  readonly fixedDate?: { readonly start: string; readonly end: string };
}

/**
 * The weeks around the opening of Sweden's grades on 22 December 2026, at 08:00, by the commands that a
 * person types and the real engine: what `up` declares, and what the local Azure makes of it.
 */
describe("the end of a term on this machine", () => {
  let checkout: Checkout;
  beforeAll(() => {
    checkout = freshCheckout();
  });
  afterAll(() => checkout.remove());

  async function local(...words: string[]): Promise<string> {
    const { code, text } = await checkout.gradetide("local", ...words);
    expect({ words, code, text }).toMatchObject({ code: 0 });
    return text;
  }
  const up = (...words: string[]): Promise<string> =>
    local("up", "--stack", STACK, "--yes", "--skip-preview", ...words);
  const turnTo = (time: string): Promise<string> => local("clock", "forward", `${time}+01:00`);
  const clones = async (): Promise<readonly CloneRow[]> =>
    JSON.parse(await local("machines", STACK, "--json")) as CloneRow[];
  const serving = async (): Promise<number> =>
    (await clones()).filter(({ state, health }) => state === "running" && health === "Healthy")
      .length;

  /** What the engine knows of a resource by the last part of its name. */
  function inputs<T>(name: string): T {
    const { resources = [] } = checkout.checkpoint(STACK);
    const found = resources.find(({ urn }) => urn.endsWith(`::${STACK}-${name}`));
    return (found?.inputs ?? {}) as T;
  }
  const profiles = (): readonly Profile[] =>
    inputs<{ profiles: Profile[] }>("season-autoscale").profiles;
  const reserved = (): readonly number[] =>
    ["1", "2", "3"].map(
      (zone) => inputs<{ sku: { capacity: number } }>(`reserve-zone-${zone}`).sku.capacity,
    );
  const gateway = (): number =>
    inputs<{ autoscaleConfiguration: { minCapacity: number } }>("edge-gateway")
      .autoscaleConfiguration.minCapacity;
  const rateLimit = (): number | undefined =>
    inputs<{ customRules: { rateLimitThreshold: number }[] }>("edge-firewall").customRules[0]
      ?.rateLimitThreshold;

  /** The resources that a run updated, sorted; it must have made and deleted none. */
  function updated(text: string): readonly string[] {
    expect(text).not.toMatch(/ (created|deleted|replaced) \(/);
    return [...text.matchAll(/ prod-se-(\S+) updated \(/g)].map(([, name]) => name ?? "").sort();
  }
  const SEASON = [
    "edge-firewall",
    "edge-gateway",
    "reserve-zone-1",
    "reserve-zone-2",
    "reserve-zone-3",
    "season-autoscale",
    "staging-season-autoscale",
  ];
  /** A new size of the database: the standby first, then by failover the primary. */
  const DATABASE = [
    "database-oracle-primary-machine",
    "database-oracle-standby-machine",
    "database-oracle-take-back",
    "database-oracle-take-over",
  ];

  test(
    "goes up on a quiet day: four clones, room for the next two weeks, half of the busiest time's limit",
    async () => {
      await local("clock", "stop", "2026-12-08T10:00+01:00");
      const text = await up();
      expect(text).toContain("4 of Standard_D4s_v5");
      expect(text).toMatch(/coveredUntil: "2027-01-25"/);
      expect(reserved()).toEqual([4, 4, 4]);
      expect(rateLimit()).toBe(6000);
      expect(profiles().length).toBeLessThanOrEqual(20);
    },
    5 * MINUTES,
  );

  test(
    "warns of what a person must do, and of nothing else",
    async () => {
      const text = await local("preview", "--stack", STACK);
      const warnings = [...text.matchAll(/warning: .*/g)].map(([warning]) => warning);
      expect(new Set(warnings).size).toBe(3);
      for (const warning of warnings) expect(warning).toMatch(/^warning: To do: /);
      expect(text).toContain("Add the next school year to data/calendars/se.yaml");
    },
    5 * MINUTES,
  );

  test(
    "changes nothing on the next day",
    async () => {
      await turnTo("2026-12-09T10:00");
      expect(await up("--expect-no-changes")).toMatch(/nothing changed/);
    },
    5 * MINUTES,
  );

  test(
    "raises reserve, gateway and firewall's limit a week before the opening, and touches nothing else",
    async () => {
      await turnTo("2026-12-14T09:00");
      const before = gateway();
      expect(updated(await up())).toEqual(SEASON);
      const opening = profiles().find(({ name }) => name.startsWith("2026-12-22-0745"));
      const floor = Number(opening?.capacity.minimum);
      expect(floor).toBeGreaterThan(12);
      expect(reserved().every((perZone) => 3 * perZone >= floor)).toBe(true);
      expect(gateway()).toBeGreaterThan(before);
      expect(rateLimit()).toBe(12_000);
    },
    10 * MINUTES,
  );

  test(
    "has the clones serving before the grades are opened, with nothing run since",
    async () => {
      const opening = profiles().find(({ name }) => name.startsWith("2026-12-22-0745"));
      const floor = Number(opening?.capacity.minimum);
      await turnTo("2026-12-22T06:00");
      await local("load", STACK, "--rps", "150");
      await turnTo("2026-12-22T07:30");
      expect(await serving()).toBeLessThan(floor);
      await turnTo("2026-12-22T07:59");
      expect(await serving()).toBeGreaterThanOrEqual(floor);
    },
    10 * MINUTES,
  );

  test(
    "takes them away again after it, a step at a time",
    async () => {
      await turnTo("2026-12-22T14:00");
      const count = (await clones()).length;
      expect(count).toBeLessThan(12);
      expect(count).toBeGreaterThanOrEqual(4);
    },
    10 * MINUTES,
  );

  test(
    "drops the opening when it is over, opens what comes next, and gives the reserve back",
    async () => {
      await local("load", STACK, "none");
      await turnTo("2026-12-28T09:00");
      const last = profiles();
      expect(updated(await up())).toEqual([...DATABASE, ...SEASON]);
      const now = profiles();
      expect(now.filter(({ name }) => name.startsWith("2026-12-22-0745"))).toEqual([]);
      expect(now.at(-1)?.name).toBe("unplanned-from-2027-02-15");
      expect(last.at(-1)?.name).toBe("unplanned-from-2027-02-01");
      expect(reserved()).toEqual([3, 3, 3]);
      expect(rateLimit()).toBe(6000);
      expect((await clones()).length).toBe(4);
    },
    10 * MINUTES,
  );

  test(
    "leaves nothing due on the day after an up",
    async () => {
      const words = ["--today", "2026-12-29", "--since", "2026-12-28"];
      const { code, text } = await checkout.gradetide("season", "due", STACK, ...words);
      expect({ code, text }).toMatchObject({ code: 0 });
    },
    MINUTES,
  );
});
