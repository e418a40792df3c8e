import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { account } from "../../local/arm/account.ts";
import { openAzure } from "../../local/provider/open-azure.ts";
import { typeTable } from "../../local/schema/table.ts";
import { type Checkout, freshCheckout, type Running } from "../support/checkout.ts";

const STACK = "prod-uk";
const MINUTES = 60_000;

describe("a run that is cut off", () => {
  let checkout: Checkout;
  let tracked: string;
  beforeAll(async () => {
    checkout = freshCheckout();
    tracked = checkout.read(`Pulumi.${STACK}.yaml`);
    // One day for all runs: midnight may pass between two of them.
    const { code } = await checkout.gradetide("local", "clock", "stop", "2027-02-09T10:00Z");
    expect(code).toBe(0);
  });
  afterAll(() => checkout.remove());

  const start = (): Running =>
    checkout.start("local", "up", "--stack", STACK, "--yes", "--skip-preview");

  const standing = (): number => checkout.checkpoint(STACK).resources?.length ?? 0;

  /** Waits until the engine knows of more than `count` resources, or the run is over. */
  async function until(run: Running, count: number): Promise<void> {
    let over = false;
    void run.ended.then(() => {
      over = true;
    });
    while (!over && standing() <= count) await sleep(5);
  }

  // Spread over the whole run, which makes 127 of them.
  test.each([0, 7, 15, 22, 40, 60, 80, 100])(
    "is cut by kill -9 once its state holds more than %d resources, and gone on with by the next",
    async (count) => {
      const run = start();
      await until(run, count);
      run.signal("SIGKILL");
      expect(await run.ended).toMatchObject({ code: null });
      expect(checkout.gitStatus()).toBe("");
    },
    2 * MINUTES,
  );

  test(
    "ends in good order on Ctrl-C, and holds nothing locked",
    async () => {
      const run = start();
      await until(run, 110);
      run.signal("SIGINT");
      const { code } = await run.ended;
      expect(code).not.toBe(0);
      const locks = join(
        checkout.folder,
        ".gradetide/state/.pulumi/locks/organization/gradetide",
        STACK,
      );
      expect(readdirSync(locks).filter((name) => name.endsWith(".json"))).toEqual([]);
    },
    2 * MINUTES,
  );

  test(
    "refuses a second run beside one that is alive, and does it no harm",
    async () => {
      const first = start();
      while (!first.text().includes("Updating (")) await sleep(5);
      const second = await start().ended;
      expect(second.code).toBe(1);
      expect(second.text).toContain("(stack-busy)");
      expect(await first.ended).toMatchObject({ code: 0 });
    },
    3 * MINUTES,
  );

  test(
    "leaves a state from which the next run ends with engine and Azure agreeing",
    async () => {
      const outcome = await start().ended;
      expect(outcome).toMatchObject({ code: 0 });
      expect(outcome.text).toContain("nothing changed");

      const { resources = [], pending_operations = [] } = checkout.checkpoint(STACK);
      expect(pending_operations).toEqual([]);
      const known = resources
        .filter(
          ({ custom, id, type }) => custom && id?.startsWith("/") && !type.startsWith("pulumi:"),
        )
        .map(({ id }) => String(id).toLowerCase());
      const azure = openAzure(join(checkout.folder, ".gradetide"));
      const { body } = await azure.handle({
        method: "GET",
        url: `/subscriptions/${account.subscriptionId}/resources?api-version=2024-03-01`,
      });
      const { value } = body as { value: { id: string; type: string }[] };
      const live = value
        .filter(({ type }) => !/\/(virtualMachines|networkInterfaces|disks)$/.test(type))
        .map(({ id }) => id.toLowerCase());
      expect(live.filter((id) => !known.includes(id))).toEqual([]);
      expect(live.length).toBeGreaterThan(40);
      // Groups, roles and what stands below another resource are not in that list: each is read.
      const unlisted = resources.filter(({ id }) => {
        const lower = String(id).toLowerCase();
        return known.includes(lower) && !live.includes(lower);
      });
      expect(unlisted.length).toBeGreaterThan(40);
      for (const { id, type } of unlisted) {
        const version = typeTable().resources[type]?.apiVersion;
        const { status } = await azure.handle({
          method: "GET",
          url: `${id}?api-version=${version}`,
        });
        expect({ id, status }).toEqual({ id, status: 200 });
      }
      expect(checkout.read(`Pulumi.${STACK}.yaml`)).toBe(tracked);
      expect(checkout.gitStatus()).toBe("");
    },
    3 * MINUTES,
  );
});
