import { fileURLToPath } from "node:url";
import { Datacenter } from "../../../infra/datacenter/datacenter.ts";
import { seasonPlan } from "../../../infra/season/plan.ts";
import { readSettings } from "../../../infra/settings/index.ts";
import { readPlanInput } from "../../../infra/settings/plan-input.ts";
import { mockedStack } from "../../support/mocked-stack.ts";
import { type Drawn, picture } from "./picture.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** The picture of a real stack, from what its program registers. */
export async function drawStack(stack: string): Promise<string> {
  const settings = readSettings(ROOT, stack);
  // What is registered does not hang on the day.
  const today = Temporal.PlainDate.from("2027-02-08");
  const plan = seasonPlan(await readPlanInput({ root: ROOT, stack, settings, today }));
  const { resources } = await mockedStack(() => {
    new Datacenter(stack, settings, plan);
  });
  const made = resources.filter(({ custom }) => custom);
  return picture(
    made.map(({ name, type, inputs }): Drawn => {
      const said = JSON.stringify(inputs);
      const needs = made.filter((other) => other.name !== name && mentions(said, other.name));
      const tier = name.slice(stack.length + 1).split("-")[0] ?? "";
      return { name, type, tier, needs: needs.map((other) => other.name) };
    }),
  );
}

/** Mocks make ids and principals of a resource's logical name. */
function mentions(inputs: string, name: string): boolean {
  return new RegExp(`(?:/mock/|principal-of-)${name}(?![\\w-])`).test(inputs);
}
