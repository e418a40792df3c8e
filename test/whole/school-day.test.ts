import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Checkout, freshCheckout } from "../support/checkout.ts";

const STACK = "prod-se";
const MINUTES = 60_000;

interface Entry {
  readonly eventTimestamp: string;
  readonly operationName: string;
  readonly category: string;
  readonly status: string;
  readonly resourceId: string;
  readonly description: string;
}

interface CloneRow {
  readonly zone: string;
  readonly state: string;
  readonly health: string;
}

/** A day of load on prod-se with a zone lost at noon, by the commands that a person types. */
describe("a school day on this machine", () => {
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

  /** From nothing to the next midnight. @returns the activity log, as it is printed. */
  async function live(): Promise<string> {
    await local("clock", "stop", "2027-01-11T23:00+01:00");
    await local("up", "--stack", STACK, "--yes", "--skip-preview");
    await local("clock", "forward", "2027-01-12T00:00+01:00");
    const trace = "data/traces/campus-web-hourly-1995.csv";
    await local("load", STACK, "--trace", trace, "--from", "1995-10-10", "--peak", "700");
    await local("fault", "zone", "1", "--at", "2027-01-12T12:00+01:00", "--for", "2h");
    await local("clock", "forward", "2027-01-13T00:00+01:00");
    return local("log", "--json");
  }

  let first: string;
  const entries = (): Entry[] => JSON.parse(first) as Entry[];
  const autoscale = (): Entry[] => entries().filter(({ category }) => category === "Autoscale");

  test(
    "goes through the day: out before the bell and by load, in at night, each step with profile and reason",
    async () => {
      first = await live();
      const out = autoscale().filter(({ operationName }) => operationName.includes("/Scaleup/"));
      const inwards = autoscale().filter(({ operationName }) =>
        operationName.includes("/Scaledown/"),
      );
      expect(out.length).toBeGreaterThan(0);
      expect(inwards.length).toBeGreaterThan(0);
      for (const { description } of [...out, ...inwards]) {
        expect(description).toMatch(
          /^The autoscale engine attempting to scale resource '\/subscriptions\/.*' from \d+ instances count to \d+ instances count\. Profile ".+" scaled (out|in)/,
        );
      }
      // The bell is at 08:00 (07:00 in UTC): the season's floor stands before it.
      expect(out[0]?.description).toMatch(/under its limits \(minimum \d+/);
      expect((out[0]?.eventTimestamp ?? "") < "2027-01-12T06:46:00Z").toBe(true);
      expect(
        out.filter(({ description }) =>
          /Percentage CPU .* is [\d.]+, GreaterThan 65/.test(description),
        ),
      ).not.toEqual([]);
      expect(inwards.at(-1)?.description).toMatch(/Percentage CPU .* is [\d.]+, LessThan 35/);
    },
    10 * MINUTES,
  );

  test("says that the zone was lost at noon and came back, and what Azure did meanwhile", () => {
    const noon = entries().filter(({ category }) => category === "ServiceHealth");
    expect(noon.map(({ eventTimestamp }) => eventTimestamp)).toEqual(
      expect.arrayContaining(["2027-01-12T11:00:00Z", "2027-01-12T13:00:00Z"]),
    );
    const during = entries().filter(
      ({ eventTimestamp }) =>
        eventTimestamp >= "2027-01-12T11:00:00Z" && eventTimestamp < "2027-01-12T13:00:00Z",
    );
    const named = (word: string): Entry[] =>
      during.filter(({ operationName }) => operationName.includes(word));
    expect(named("healthevent/Activated").length).toBeGreaterThan(0);
    expect(named("virtualMachineScaleSets/replace/action").length).toBeGreaterThan(0);
    expect(named("virtualMachineScaleSets/replace/action")[0]?.description).toMatch(
      /has been Unhealthy since .*It is deleted, and .* is made in its place/,
    );
  });

  test("has all clones well at midnight, and puts new ones into the zone that had none", async () => {
    const clones = JSON.parse(await local("machines", STACK, "--json")) as CloneRow[];
    expect(clones.length).toBeGreaterThanOrEqual(4);
    expect(clones.every(({ health }) => health === "Healthy")).toBe(true);
    // Azure moves no machine back into a zone that returns: the next to be made goes there.
    expect(clones.some(({ zone }) => zone === "1")).toBe(false);
    await local("load", STACK, "--rps", "900");
    await local("clock", "forward", "40m");
    const grown = JSON.parse(await local("machines", STACK, "--json")) as CloneRow[];
    const zones = Map.groupBy(grown, ({ zone }) => zone);
    expect([...zones.keys()].sort()).toEqual(["1", "2", "3"]);
  });

  test(
    "leaves what autoscale did alone: the next up changes nothing",
    async () => {
      const text = await local(
        ...["up", "--stack", STACK, "--yes", "--skip-preview", "--expect-no-changes"],
      );
      expect(text).toMatch(/nothing changed/);
    },
    5 * MINUTES,
  );

  test(
    "leaves the same log to the byte when it is done again from nothing",
    async () => {
      await local("reset", "--yes");
      expect(await live()).toBe(first);
    },
    10 * MINUTES,
  );
});
