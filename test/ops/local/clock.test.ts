import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { clockState, timeOf } from "../../../local/arm/advance.ts";
import { TestAzure } from "../../local/arm/support/azure.ts";
import { BODIES, IDS } from "../../local/arm/support/datacenter.ts";
import { runLocal } from "./support/run.ts";

let azure: TestAzure;

beforeEach(() => {
  azure = new TestAzure();
});
afterEach(() => azure.close());

/** What `gradetide local clock …` prints. */
async function run(...words: string[]): Promise<string> {
  return (await runLocal(azure, "clock", ...words)).out;
}

/** Something has happened: from now on time goes forward only. */
async function begin(): Promise<void> {
  await run("stop", "2026-12-18T06:00Z");
  await azure.put(IDS.group, BODIES.group);
}

/** @changes clock */
test("stops, goes forward by a duration and to an instant, and runs at a rate", async () => {
  await begin();
  expect(await run("show")).toBe("2026-12-18 06:00:00Z  stopped\n");
  expect(await run("forward", "90m")).toBe("2026-12-18 07:30:00Z  stopped\n");
  expect(await run("forward", "2026-12-18T09:00+01:00")).toBe("2026-12-18 08:00:00Z  stopped\n");
  expect(await run("rate", "60")).toBe(
    "2026-12-18 08:00:00Z  running, 60 times as fast as this machine's clock\n",
  );
  azure.clock.turn({ minutes: 1 });
  expect(JSON.parse(await run("show", "--json"))).toEqual({
    now: "2026-12-18T09:00:00Z",
    mode: "running",
    rate: 60,
  });
});

/** @accepts clock */
test("takes any instant while nothing has happened, an earlier one too", async () => {
  await run("stop", "2026-12-18T06:00Z");
  await run("stop", "1995-10-09T00:00Z");
  expect(timeOf(azure.store, azure.clock)).toBe(Date.parse("1995-10-09T00:00Z"));
});

/** @refuses clock */
test.each([
  [["stop", "2026-12-18T05:59Z"], "clock-turned-back"],
  [["forward", "2026-12-18T05:59Z"], "clock-turned-back"],
  [["real"], "clock-turned-back"],
  [["stop", "noon"], "instant-invalid"],
  [["forward", "3x"], "duration-invalid"],
  [["forward", "999999999d"], "clock-too-far"],
  [["forward", "P10Y1D"], "clock-too-far"],
  [["forward", "2036-12-18T06:01Z"], "clock-too-far"],
  [["stop", "2036-12-18T06:01Z"], "clock-too-far"],
  [["rate", "0"], "rate-invalid"],
  [["rate", "100001"], "rate-invalid"],
  [["rate", "fast"], "rate-invalid"],
])("refuses %j, and stands where it stood", async (words, code) => {
  await begin();
  await expect(run(...words)).rejects.toMatchObject({ code });
  expect(clockState(azure.store)).toEqual({
    mode: "stopped",
    at: Date.parse("2026-12-18T06:00Z"),
  });
});

test("turns ten years at once", async () => {
  await begin();
  expect(await run("forward", "2036-12-18T06:00Z")).toBe("2036-12-18 06:00:00Z  stopped\n");
});

test("runs on from where a clock that goes by the machine's was turned to, and stops there to the millisecond", async () => {
  await azure.put(IDS.group, BODIES.group);
  expect(await run("forward", "1h")).toBe(
    "2026-11-23 09:00:00Z  running, 1 times as fast as this machine's clock\n",
  );
  azure.clock.turn({ minutes: 5 });
  expect(await run("show")).toMatch(/^2026-11-23 09:05:00Z {2}running/);
  await run("stop", "2026-11-23T10:00:00.001Z");
  azure.clock.turn({ minutes: 5 });
  expect(clockState(azure.store)).toEqual({
    mode: "stopped",
    at: Date.parse("2026-11-23T10:00:00.001Z"),
  });
});

test("takes an earlier instant while nothing stands, though a request has been answered", async () => {
  azure.store.events.reach(Date.parse("2026-11-23T08:00Z"));
  await run("stop", "1995-10-09T00:00Z");
  expect(timeOf(azure.store, azure.clock)).toBe(Date.parse("1995-10-09T00:00Z"));
  await run("real");
  expect(timeOf(azure.store, azure.clock)).toBe(Date.parse("2026-11-23T08:00Z"));
});
