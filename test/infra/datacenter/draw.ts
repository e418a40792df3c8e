import { type Drawn, picture } from "./picture.ts";
import { realDatacenter } from "./real-datacenter.ts";

/** The picture of a real stack, from what its program registers. */
export async function drawStack(stack: string): Promise<string> {
  const { resources } = await realDatacenter(stack);
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
