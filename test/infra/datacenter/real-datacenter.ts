import { fileURLToPath } from "node:url";
import { Datacenter } from "../../../infra/datacenter/datacenter.ts";
import { seasonPlan } from "../../../infra/season/plan.ts";
import { readSettings } from "../../../infra/settings/index.ts";
import { readPlanInput } from "../../../infra/settings/plan-input.ts";
import { type MockedStack, mockedStack } from "../../support/mocked-stack.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** What the program registers for a real stack, from its tracked settings. */
export async function realDatacenter(stack: string): Promise<MockedStack> {
  const settings = readSettings(ROOT, stack);
  // What is registered does not hang on the day.
  const today = Temporal.PlainDate.from("2027-02-08");
  const plan = seasonPlan(await readPlanInput({ root: ROOT, stack, settings, today }));
  return mockedStack(() => {
    new Datacenter(stack, settings, plan);
  });
}
