import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { liftFaults } from "../../../../local/behaviours/faults/set-fault.ts";
import { UserError } from "../../../../local/user-error.ts";
import type { FaultWords } from "../../../../ops/local/fault/fault-words.ts";
import { readOrder } from "../../../../ops/local/fault/read-order.ts";
import { TestAzure } from "../../../local/arm/support/azure.ts";
import {
  fault,
  machines,
  moment,
  place,
  standing,
} from "../../../local/faults/support/standing.ts";

let azure: TestAzure;
let empty: TestAzure;

beforeAll(async () => {
  azure = new TestAzure();
  empty = new TestAzure();
  await standing(azure, 4);
});
afterAll(() => {
  azure.close();
  empty.close();
});

/** The lines of what is wrong. */
function problems(one: TestAzure, words: FaultWords, region?: string): string[] {
  try {
    readOrder(words, place(one, region));
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    const { code, message } = error as UserError;
    expect(code).toBe("fault-invalid");
    const [first, ...others] = message.split("\n  ");
    expect(first).toBe("This fault can't be set:");
    return others;
  }
  return [];
}

const CALL = { kind: "call", what: "* *", status: "500" };
const SET = "PUT Microsoft.Compute/virtualMachineScaleSets";

/** @refuses fault: machine, fault: host, fault: zone, fault: region, fault: slow, fault: call */
test.each<[FaultWords, string[]]>([
  [
    { kind: "zones", what: "1" },
    [
      '"zones" is no kind of fault. There are machine, host, zone, region, slow and call; `list` shows what is set and `lift` ends it.',
    ],
  ],
  [{ kind: "zone", what: "4" }, ['zone "4": swedencentral has the zones 1, 2 and 3.']],
  [{ kind: "zone" }, ['zone "": swedencentral has the zones 1, 2 and 3.']],
  [{ kind: "host", what: "1" }, ['host "1": write its zone and its number, for example 1/2.']],
  [{ kind: "host", what: "4/0" }, ['zone "4": swedencentral has the zones 1, 2 and 3.']],
  [
    { kind: "host", what: "1/7" },
    ['host "1/7": no machine stands on it. In zone 1 of swedencentral they stand on 1/0, 1/1.'],
  ],
  [{ kind: "region", what: "uksouth" }, ['region "uksouth": takes no name; --stack says which.']],
  [
    { kind: "slow", what: "1" },
    ['slow "1": write how many times as long, more than 1 and at most 1000.'],
  ],
  [
    { kind: "slow", what: "fast" },
    ['slow "fast": write how many times as long, more than 1 and at most 1000.'],
  ],
  [{ kind: "slow" }, ['slow "": write how many times as long, more than 1 and at most 1000.']],
  [
    { kind: "slow", what: "1001" },
    ['slow "1001": write how many times as long, more than 1 and at most 1000.'],
  ],
  [
    { ...CALL, status: "418" },
    ["--status 418: is not among those that a call fails with. It is 409, 412, 429, 500 or 503."],
  ],
  [
    { kind: "call", what: "* *" },
    ["--status: say what the call fails with. It is 409, 412, 429, 500 or 503."],
  ],
  [
    { ...CALL, what: "PUT" },
    [
      'call "PUT": write method and type, for example "PUT Microsoft.Compute/virtualMachineScaleSets" or "* *".',
    ],
  ],
  [
    { ...CALL, what: "FETCH *" },
    ['call "FETCH *": FETCH is no method. There are GET, HEAD, PUT, PATCH, DELETE, POST and *.'],
  ],
  [{ ...CALL, nth: "0" }, ["--nth 0: write a whole number from 1 to 1000000."]],
  [{ ...CALL, times: "1.5" }, ["--times 1.5: write a whole number from 1 to 1000000."]],
  [{ ...CALL, afterCalls: "2" }, ["--after-calls: a call counts by --nth."]],
  [
    { kind: "zone", what: "1", at: "2026-11-23T08:29:59Z" },
    [
      "--at 2026-11-23T08:29:59Z: is past; the local Azure's clock says 2026-11-23T08:30:00Z. Leave it out for now.",
    ],
  ],
  [
    { kind: "zone", what: "1", at: "noon" },
    [
      '--at: "noon" is no instant. Write the date and time with the offset or the zone, for example 2026-12-18T08:00+01:00 or "2026-12-18T08:00[Europe/Stockholm]".',
    ],
  ],
  [{ kind: "zone", what: "1", for: "0s" }, ["--for 0s: is no time at all."]],
  [
    { kind: "zone", what: "1", in: "1m", afterCalls: "3" },
    ["--at, --in and --after-calls: say one of them at most."],
  ],
  [
    { kind: "zone", what: "9", in: "soon", for: "a while", status: "500", nth: "1" },
    [
      '--in: "soon" is no duration. Write for example 90s, 15m, 1h30m, 2d, 1w or PT3H30M.',
      '--for: "a while" is no duration. Write for example 90s, 15m, 1h30m, 2d, 1w or PT3H30M.',
      "--status: only a call takes it.",
      "--nth: only a call takes it.",
      'zone "9": swedencentral has the zones 1, 2 and 3.',
    ],
  ],
])("refuses %j", (words, expected) => {
  expect(problems(azure, words)).toEqual(expected);
});

test("names the types that it knows for one that it does not", () => {
  const [problem] = problems(azure, { ...CALL, what: "PUT Microsoft.Web/sites" });
  expect(problem).toMatch(
    /^call "PUT Microsoft\.Web\/sites": the local Azure does not know Microsoft\.Web\/sites\. There are Microsoft\.Resources\/resourceGroups, .+ and /,
  );
});

/** @refuses fault: machine */
test("names machines for one that there is none of", () => {
  const names = machines(azure)
    .map(({ id }) => id.split("/").at(-1) ?? "")
    .sort();
  expect(problems(azure, { kind: "machine", what: "db-1" })).toEqual([
    `machine "db-1": there is none of that name. There are ${names.slice(0, 3).join(", ")} and 1 more.`,
  ]);
  expect(problems(azure, { kind: "machine" })).toEqual([
    `machine: say which, by its name or the start of it. There are ${names.slice(0, 3).join(", ")} and 1 more.`,
  ]);
  expect(problems(azure, { kind: "machine", what: "vmss-web_" })).toEqual([
    `machine "vmss-web_": 4 start so: ${names.slice(0, 3).join(", ")} and ${names[3]}.`,
  ]);
  expect(problems(azure, { kind: "machine", what: names[0] }, "uksouth")).toEqual([
    `machine "${names[0]}": there is none of that name. No machine stands in uksouth.`,
  ]);
});

/** @accepts fault: machine */
test("takes a machine by its name, the start of it or the start of its digits", () => {
  const { id = "" } = machines(azure)[0] ?? {};
  const name = id.split("/").at(-1) ?? "";
  const digits = name.slice(name.lastIndexOf("_") + 1);
  for (const what of [name, name.toUpperCase(), name.slice(0, -1), digits, digits.slice(0, 6)]) {
    expect(readOrder({ kind: "machine", what }, place(azure)).what).toEqual({
      kind: "machine",
      machine: id,
    });
  }
});

/** @refuses fault: machine */
test("refuses a machine that is lost already", () => {
  const name = machines(azure)[0]?.id.split("/").at(-1) ?? "";
  const { id } = fault(azure, { kind: "machine", what: name });
  expect(problems(azure, { kind: "machine", what: name })).toEqual([
    `machine "${name}": is lost already.`,
  ]);
  liftFaults(moment(azure), id);
});

test("asks for the stack where no machine tells the region", () => {
  expect(problems(empty, { kind: "zone", what: "1" })).toEqual([
    "zone: say the region with --stack; no machine stands anywhere.",
  ]);
  expect(problems(empty, { kind: "zone", what: "1" }, "uksouth")).toEqual([]);
  expect(problems(empty, { kind: "zone", what: "1" }, "ukwest")).toEqual([
    'zone "1": ukwest has no zones.',
  ]);
  expect(problems(empty, { kind: "host", what: "1/0" }, "uksouth")).toEqual([
    'host "1/0": no machine stands on it. None stands in zone 1 of uksouth.',
  ]);
  expect(problems(empty, { kind: "host", what: "1/0", in: "1h" }, "uksouth")).toEqual([]);
});

/** @accepts fault: call */
test("reads type and method in any case", () => {
  expect(readOrder({ ...CALL, what: SET.toLowerCase() }, place(azure)).what).toMatchObject({
    method: "PUT",
    type: "Microsoft.Compute/virtualMachineScaleSets",
  });
});

test("says which faults there are when one is lifted that is not there", () => {
  expect(() => liftFaults(moment(empty), 3)).toThrow("There is no fault 3. None is set.");
  fault(empty, CALL);
  expect(() => liftFaults(moment(empty), 3)).toThrow(
    "There is no fault 3. There is 1; `lift all` lifts every one.",
  );
  expect(liftFaults(moment(empty), "all")).toHaveLength(1);
});
