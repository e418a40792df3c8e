import { expect, test } from "@jest/globals";
import {
  chooseLeaving,
  type Placed,
  type ScaleInRule,
} from "../../../local/behaviours/compute/placement.ts";

/** Machines named by number, as "zone: numbers", in the order of their numbers. */
function machines(zones: Readonly<Record<string, readonly number[]>>): Placed[] {
  return Object.entries(zones)
    .flatMap(([zone, numbers]) =>
      numbers.map((number) => ({ number, zone: zone === "none" ? undefined : zone })),
    )
    .toSorted((one, other) => one.number - other.number)
    .map(({ number, zone }) => ({ name: String(number), zone }));
}

/** The worked tables of "Use scale-in policies with Azure Virtual Machine Scale Sets". */
const TABLE = { "1": [3, 4, 5, 10], "2": [2, 6, 9, 11], "3": [1, 7, 8] };

/** @accepts scale-in */
test.each<[ScaleInRule, string[]]>([
  ["OldestVM", ["2", "3", "1", "4", "6", "5"]],
  ["NewestVM", ["11", "10", "9", "8", "5", "7"]],
  ["Default", ["11", "10", "9", "8", "5", "7"]],
])("takes machines away by %s as Microsoft's tables do", (rule, expected) => {
  const leaving = chooseLeaving(machines(TABLE), ["1", "2", "3"], 6, rule);
  expect(leaving.map(({ name }) => name)).toEqual(expected);
});

test.each<[ScaleInRule, string[]]>([
  ["Default", ["4", "3"]],
  ["OldestVM", ["1", "2"]],
])("takes machines of a regional set away by %s", (rule, expected) => {
  const leaving = chooseLeaving(machines({ none: [1, 2, 3, 4] }), [], 2, rule);
  expect(leaving.map(({ name }) => name)).toEqual(expected);
});

test("takes regional machines of a set that got zones away first", () => {
  const leaving = chooseLeaving(
    machines({ none: [1, 2], "1": [3, 4, 5] }),
    ["1", "2"],
    3,
    "Default",
  );
  expect(leaving.map(({ name }) => name)).toEqual(["2", "1", "5"]);
});

test("takes no more machines away than there are", () => {
  expect(chooseLeaving(machines({ "1": [1] }), ["1"], 5, "Default")).toHaveLength(1);
});

test("empties a set of a thousand machines", () => {
  const many = Array.from({ length: 1000 }, (_, index) => ({
    name: String(index),
    zone: String(1 + (index % 3)),
  }));
  expect(chooseLeaving(many, ["1", "2", "3"], 1000, "Default")).toHaveLength(1000);
});
