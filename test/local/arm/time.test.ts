import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { advance, clockState, keepClock, timeOf, turnForward } from "../../../local/arm/advance.ts";
import { changeEvenIfStuck, changeNow, readNow } from "../../../local/arm/present.ts";
import { machineStates } from "../../../local/behaviours/compute/machine-state.ts";
import { loadMinute } from "../../../local/behaviours/load/load-minute.ts";
import { keepLoad } from "../../../local/behaviours/load/load-source.ts";
import { at as valueAt } from "../../../local/behaviours/support/json.ts";
import type { SourceDescription } from "../../../local/load/source.ts";
import { Store } from "../../../local/store/store.ts";
import { START, TestAzure } from "./support/azure.ts";
import { BODIES, IDS, putEdge, putSecrets, setBody } from "./support/datacenter.ts";
import { DAY, MIDNIGHT, putSchool } from "./support/school.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;

let azure: TestAzure;
/** The same local Azure, as another process has it. */
let other: Store;
beforeEach(() => {
  azure = new TestAzure();
  other = new Store(join(azure.folder, "azure.db"));
});
afterEach(() => {
  jest.restoreAllMocks();
  other.close();
  azure.close();
});

const turn = (to: number, one = azure): void => turnForward(one.store, one.clock, to);
const now = (): number => timeOf(azure.store, azure.clock);
const stand = (at: number): void => keepClock(azure.store, { mode: "stopped", at });

/** Another process sets the local Azure's clock just before this one's next transaction, or snapshot. */
function setBefore(method: "transaction" | "snapshot", to: number): void {
  const { store } = azure;
  const own = method === "transaction" ? store.transaction : store.snapshot;
  jest.spyOn(store, method).mockImplementationOnce((work) => {
    keepClock(other, { mode: "stopped", at: to });
    return own.call(store, work);
  });
}

test("lets happen now what was to have happened before", () => {
  azure.store.events.schedule({ ...loadMinute, due: 5, subject: "/gone", body: {} });
  azure.store.events.reach(10);
  const seen: number[] = [];
  advance(azure.store, 20, (reached) => seen.push(reached));
  expect(seen).toEqual([10]);
  expect(azure.store.events.reached).toBe(10);
});

describe("beside another process", () => {
  /** @changes clock */
  test("answers a request at the instant that the clock shows, though it was turned meanwhile", async () => {
    stand(MIDNIGHT);
    await putEdge(azure);
    const later = MIDNIGHT + 6 * HOUR;
    setBefore("transaction", later);
    await azure.put(IDS.set, setBody(3));
    expect(machineStates(azure.store, IDS.set).map(({ created }) => created)).toEqual(
      Array(3).fill(later),
    );
    expect(azure.store.events.nextDue()).toBeGreaterThanOrEqual(later);
  });

  test("logs a refusal at the instant that the clock shows", async () => {
    stand(MIDNIGHT);
    setBefore("transaction", MIDNIGHT + HOUR);
    await azure.refused("PUT", IDS.vnet, BODIES.vnet);
    expect(azure.store.log.read().map(({ eventTimestamp }) => eventTimestamp)).toEqual([
      "2026-11-23T01:00:00Z",
    ]);
  });

  test("reads and changes at an instant by which all has happened", async () => {
    await putSchool(azure);
    const sees = (at: number): [number, boolean] => [at, (azure.store.events.nextDue() ?? 0) > at];
    const [one, two] = [MIDNIGHT + HOUR, MIDNIGHT + 2 * HOUR];
    setBefore("transaction", one);
    expect(changeNow(azure, sees)).toEqual([one, true]);
    setBefore("snapshot", two);
    expect(readNow(azure, sees)).toEqual([two, true]);
  });

  test("dates a certificate by the end of its making", async () => {
    await azure.put(IDS.group, BODIES.group);
    await putSecrets(azure);
    const url = `${IDS.certificate.replace("edge-se", "edge-is")}?api-version=7.4`;
    const making = azure.request("POST", url.replace("?", "/create?"), BODIES.certificate);
    azure.clock.turn({ hours: 1 });
    await making;
    const created = valueAt(await azure.get(url), "attributes.created");
    expect(created).toBe(Date.parse(START) / 1000 + 3600);
  });

  /** @changes clock */
  test("never puts the clock back to where another turn of it ends", async () => {
    await putSchool(azure);
    const script = join(import.meta.dirname, "support/turn-and-wait.ts");
    const child = spawn(process.execPath, [script, azure.folder, String(MIDNIGHT + DAY)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    turn(MIDNIGHT + 2 * DAY);
    child.stdin.end("\n");
    await once(child, "exit");
    expect(clockState(azure.store)).toEqual({ mode: "stopped", at: MIDNIGHT + 2 * DAY });
  });
});

test("ends transactions by the work done, with a pause for others, and leaves the same whatever it is", async () => {
  const twin = new TestAzure();
  await putSchool(azure);
  await putSchool(twin);
  const pauses = jest.spyOn(Atomics, "wait");
  let work = 0;
  let steps = 0;
  const stopwatch = (): number => (work += 30);
  advance(azure.store, MIDNIGHT + HOUR, () => (steps += 1), { stopwatch });
  expect(pauses).toHaveBeenCalledTimes(steps - 1);
  turn(MIDNIGHT + HOUR);
  turn(MIDNIGHT + HOUR, twin);
  expect(steps).toBeGreaterThan(60);
  expect(JSON.stringify(azure.store.log.read())).toBe(JSON.stringify(twin.store.log.read()));
  twin.close();
});

describe("when something can't happen", () => {
  const UNKNOWN = { kind: "sine" } as unknown as SourceDescription;
  const failed = expect.objectContaining({
    code: "event-failed",
    message: expect.stringMatching(
      /^"load minute" of \/subscriptions\/.*vmss-web failed at 2026-11-23T01:01:00Z: The store holds a load/,
    ),
  });

  beforeEach(async () => {
    await putSchool(azure);
    turn(MIDNIGHT + HOUR);
    keepLoad(azure.store, IDS.set, UNKNOWN);
  });

  /** @refuses clock */
  test("says what, keeps what came before it, and stands still there", async () => {
    azure.store.events.schedule({
      ...loadMinute,
      due: MIDNIGHT + HOUR + 1,
      subject: "/gone",
      body: {},
    });
    expect(() => turn(MIDNIGHT + 2 * HOUR)).toThrow(failed);
    expect(azure.store.events.reached).toBe(MIDNIGHT + HOUR + 1);
    expect(now()).toBe(MIDNIGHT + HOUR + 1);
    expect(azure.store.events.of(IDS.set, loadMinute.kind)).toHaveLength(1);
    keepClock(azure.store, { mode: "stopped", at: MIDNIGHT + 2 * HOUR });
    await expect(azure.get(IDS.set)).rejects.toEqual(failed);
    await expect(azure.put(IDS.group, BODIES.group)).rejects.toEqual(failed);
  });

  /** @accepts clock */
  test("goes on from there once it is mended", () => {
    stand(MIDNIGHT + 2 * HOUR);
    const at = changeEvenIfStuck(azure, (instant) => {
      keepLoad(azure.store, IDS.set, undefined);
      return instant;
    });
    expect(at).toBe(MIDNIGHT + HOUR);
    turn(MIDNIGHT + 3 * HOUR);
    expect(azure.store.events.reached).toBe(MIDNIGHT + 3 * HOUR);
    const [from, to] = [(MIDNIGHT + HOUR) / MINUTE, (MIDNIGHT + 3 * HOUR) / MINUTE];
    expect(azure.store.metrics.read(IDS.set, "Percentage CPU", from, to)).toHaveLength(120);
  });
});
