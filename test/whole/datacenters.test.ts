import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { deploymentTime } from "../../local/duration/deployment-time.ts";
import { type Checkout, freshCheckout, type Outcome } from "../support/checkout.ts";

const MINUTES = 60_000;

/** The three countries, each through the real engine on one local Azure. */
describe.each(["prod-se", "prod-is", "prod-uk"])("%s on this machine", (stack) => {
  let checkout: Checkout;
  beforeAll(async () => {
    checkout = freshCheckout();
    // A Tuesday in term: what stands then does not hang on the day on which this runs.
    const { code } = await checkout.gradetide("local", "clock", "stop", "2027-02-09T10:00+01:00");
    expect(code).toBe(0);
  });
  afterAll(() => checkout.remove());

  const up = (...words: string[]): Promise<Outcome> =>
    checkout.gradetide("local", "up", "--stack", stack, "--yes", "--skip-preview", ...words);

  test(
    "goes up, and changes nothing when it goes up again",
    async () => {
      expect(await up()).toMatchObject({ code: 0 });
      expect(await up("--expect-no-changes")).toMatchObject({ code: 0 });
    },
    5 * MINUTES,
  );

  test("waits for nothing that it does not need: within 5 % of what Azure forces", () => {
    const { chain, forcedSeconds } = deploymentTime(checkout.checkpoint(stack));
    expect(forcedSeconds).toBeGreaterThan(300);
    expect(chain.seconds / forcedSeconds).toBeLessThanOrEqual(1.05);
    expect(chain.seconds / forcedSeconds).toBeGreaterThanOrEqual(1);
  });
});
