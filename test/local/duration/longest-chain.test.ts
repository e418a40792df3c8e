import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { longestChain, type Step } from "../../../local/duration/longest-chain.ts";

const step = (name: string, seconds: number, ...after: string[]): Step => ({
  name,
  seconds,
  after,
});

describe("longestChain", () => {
  test("adds up the chain that ends last, and names it from the first to the last", () => {
    const chain = longestChain([
      step("d", 1, "b", "c"),
      step("a", 5),
      step("b", 10, "a"),
      step("c", 12, "a"),
      step("alone", 17),
    ]);
    expect(chain.seconds).toBe(18);
    expect(chain.steps.map(({ name }) => name)).toEqual(["a", "c", "d"]);
  });

  test("takes nothing for no steps", () => {
    expect(longestChain([])).toEqual({ seconds: 0, steps: [] });
  });

  test("passes over what a step waits for that is no step", () => {
    expect(longestChain([step("a", 3, "elsewhere")]).seconds).toBe(3);
  });

  test("refuses steps that wait for each other", () => {
    expect(() => longestChain([step("a", 1, "b"), step("b", 1, "a")])).toThrow("waits for itself");
  });

  test("is as long as the last of all steps, each begun as soon as it may", () => {
    const steps = fc
      .array(fc.record({ seconds: fc.nat(50), after: fc.array(fc.nat(20)) }), { maxLength: 20 })
      .map((drawn) =>
        drawn.map(({ seconds, after }, index) =>
          step(`${index}`, seconds, ...after.filter((one) => one < index).map(String)),
        ),
      );
    fc.assert(
      fc.property(steps, (all) => {
        const ends: number[] = [];
        for (const one of all) {
          ends.push(one.seconds + Math.max(0, ...one.after.map((name) => ends[Number(name)] ?? 0)));
        }
        expect(longestChain(all).seconds).toBe(Math.max(0, ...ends));
      }),
    );
  });
});
