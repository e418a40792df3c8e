import { beforeAll, describe, expect, test } from "@jest/globals";
import { POLICIES } from "../../policies/registry.ts";
import type { Finding } from "../../policies/support/finding.ts";
import { type Config, isStackPolicy, judge, type Stack } from "../../policies/support/policy.ts";
import { type Resource, UNKNOWN } from "../../policies/support/resource.ts";
import { BACKUP_CASES } from "./cases/backup.ts";
import { DATA_CASES } from "./cases/data.ts";
import { EDGE_CASES } from "./cases/edge.ts";
import { MACHINE_CASES } from "./cases/machine.ts";
import { NETWORK_CASES } from "./cases/network.ts";
import { ORDER_CASES } from "./cases/order.ts";
import { PLACE_CASES } from "./cases/places.ts";
import type { Edit, PolicyCases } from "./cases/policy-cases.ts";
import { SEASON_CASES } from "./cases/season.ts";
import { SECRETS_CASES } from "./cases/secrets.ts";
import { WATCH_CASES } from "./cases/watch.ts";
import { WEB_CASES } from "./cases/web.ts";
import { ABSENT, withInput } from "./support/change.ts";
import { realStack } from "./support/real-stack.ts";

const CASES = [
  ...WEB_CASES,
  ...DATA_CASES,
  ...BACKUP_CASES,
  ...MACHINE_CASES,
  ...SEASON_CASES,
  ...EDGE_CASES,
  ...NETWORK_CASES,
  ...PLACE_CASES,
  ...SECRETS_CASES,
  ...WATCH_CASES,
  ...ORDER_CASES,
];

/** Sweden's database is Oracle, the United Kingdom's PostgreSQL: what one has not, the other has. */
let stack: Stack;
let other: Stack;
beforeAll(async () => {
  stack = await realStack("prod-se", { today: "2026-11-25", known: true });
  other = await realStack("prod-uk", { today: "2026-11-25", known: true });
}, 240_000);

/** What a policy finds in the stack when one resource of it is changed. */
function found(
  cases: PolicyCases,
  edits: readonly Edit[],
  config: Config = {},
): readonly Finding[] {
  const [own, original] = resourceOf(cases);
  const resource = edits.reduce((one, [, path, to]) => withInput(one, path, to), original);
  const policy = POLICIES.find(({ id }) => id === cases.policy);
  if (policy === undefined) throw new Error(`there is no policy ${cases.policy}`);
  const resources = own.resources.map((one) => (one === original ? resource : one));
  return isStackPolicy(policy)
    ? policy.checkStack({ ...own, resources }, config)
    : judge(policy, resource, config);
}

function resourceOf({ of, name = "" }: PolicyCases): readonly [Stack, Resource] {
  for (const own of [stack, other]) {
    const resource = own.resources.find((one) => one.type === of && one.name.endsWith(name));
    if (resource !== undefined) return [own, resource];
  }
  throw new Error(`the program has no ${of} that ends with ${name}`);
}

const kinds = (findings: readonly Finding[]): string[] => [
  ...new Set(findings.map(({ kind }) => kind)),
];

/** It does not say that something is wrong, but that nobody has shown it to be right. */
const BY_EVIDENCE = "web-image-ran-in-staging";

test("backup-restore-drill wants a drill of this stack, not long ago and not to come", () => {
  const policy = POLICIES.find(({ id }) => id === "backup-restore-drill");
  if (policy === undefined || !isStackPolicy(policy)) throw new Error("it is gone");
  const said = (config: Config): string[] => kinds(policy.checkStack(stack, config));
  expect(said({})).toEqual(["no-evidence"]);
  expect(said({ drills: ["prod-se 2026-11-20"] })).toEqual([]);
  expect(said({ drills: ["prod-is 2026-11-20"] })).toEqual(["no-evidence"]);
  expect(said({ drills: ["prod-se 2026-08-20"] })).toEqual(["no-evidence"]);
  expect(said({ drills: ["prod-se 2026-12-24"] })).toEqual(["no-evidence"]);
  expect(said({ drills: ["prod-se 2026-08-20"], days: 120 })).toEqual([]);
});

test("Every policy has cases", () => {
  const tested = new Set([...CASES.map(({ policy }) => policy), "backup-restore-drill"]);
  expect(POLICIES.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
});

describe.each(CASES)("$policy on $of", (cases) => {
  test("passes the program's own", () => {
    expect(found(cases, [])).toEqual([]);
  });

  test.each(cases.breaks)("objects to %s", (...edit) => {
    const findings = found(cases, [edit]);
    expect(kinds(findings)).toEqual(cases.policy === BY_EVIDENCE ? ["no-evidence"] : ["violation"]);
    for (const { value, required, remedy } of findings) {
      expect([value, required, remedy].every((text) => text.length > 0)).toBe(true);
    }
  });

  for (const edit of cases.allows ?? []) {
    test(`lives with ${edit[0]}`, () => {
      expect(found(cases, [edit])).toEqual([]);
    });
  }

  test.each(cases.absent)("takes an absent %s for a %s", (path, verdict) => {
    const said = kinds(found(cases, [["absent", path, ABSENT]]));
    if (cases.policy === BY_EVIDENCE) expect(said).toEqual(["no-evidence"]);
    else expect(said).toEqual(verdict === "safe" ? [] : ["violation"]);
  });

  test.each(cases.unknown)("says of an unknown %s: %s", (path, verdict) => {
    const said = kinds(found(cases, [["unknown", path, UNKNOWN]]));
    if (cases.policy === BY_EVIDENCE) expect(said).toEqual(["no-evidence"]);
    else expect(said).toEqual(verdict === "fine" ? [] : [verdict]);
  });

  test("says nothing of another type's resource", () => {
    const policy = POLICIES.find(({ id }) => id === cases.policy);
    if (policy === undefined || isStackPolicy(policy)) return;
    const [, original] = resourceOf(cases);
    const strange = { ...original, type: "random:index:RandomId" };
    expect(judge(policy, strange)).toEqual([]);
  });

  for (const [config, edit, objects] of cases.config ?? []) {
    test(`${objects ? "objects to" : "lives with"} ${edit[0]}, under ${JSON.stringify(config)}`, () => {
      expect(found(cases, [edit], config).length > 0).toBe(objects);
    });
  }
});
