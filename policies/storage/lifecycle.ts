import { control } from "../support/controls.ts";
import { expectList, expectValue, unknown, violation } from "../support/expect.ts";
import { type Finding, shown } from "../support/finding.ts";
import { madeFrom, ofType, type Stack, type StackPolicy } from "../support/policy.ts";
import { items, read, toNumber, valueAt } from "../support/read.ts";
import { type Resource, UNKNOWN } from "../support/resource.ts";
import { T } from "../support/types.ts";

const RULES = "policy.rules";

/** What may be done to old copies of a blob, and when it counts from. */
const COPIES = ["version", "snapshot"] as const;
const SINCE = "daysAfterCreationGreaterThan";

/** Actions by which a blob that is in use is no longer to be had, at once or for hours. */
const LIVE_ACTIONS = ["delete", "tierToArchive"] as const;

const MUST = {
  required: "rules that delete old copies only",
  remedy: "Write out in `policy.rules` what is deleted, and after how many days.",
};

export const storageLifecycle: StackPolicy = {
  id: "storage-lifecycle",
  title:
    "The storage's own rules delete old copies, nothing else, and none before its days are over.",
  why: "Azure carries out such a rule each day and asks nobody: what nobody has changed since summer is still somebody's grade, and an older version is how it is brought back. Without a rule, what a school had deleted lies there for ever.",
  severity: "mandatory",
  control: control("A.8.10"),
  example: {
    violation: "baseBlob: { delete: { daysAfterModificationGreaterThan: 30 } }",
    remedy: "version: { delete: { daysAfterCreationGreaterThan: storage.keepDays } }",
  },
  checkStack: (stack) => [
    ...ofType(stack, T.lifecycle).flatMap((lifecycle) =>
      expectList(lifecycle, RULES, MUST, (path, rule) =>
        judgeRule(lifecycle, path, rule, stack.settings.storage.keepDays),
      ),
    ),
    ...ofType(stack, T.account).flatMap((account) => judgeOldVersions(stack, account)),
  ],
};

/** Whether an account, all of whose changes leave a version, has a rule that deletes them in the end. */
function judgeOldVersions(stack: Stack, account: Resource): readonly Finding[] {
  const own = ofType(stack, T.lifecycle).filter((one) =>
    madeFrom(stack, one, "accountName").includes(account),
  );
  const isDone = own.some(
    ({ inputs }) =>
      // What is unknown, or no list, is told of the rules themselves.
      !Array.isArray(valueAt(inputs, RULES)) ||
      items(inputs, RULES).some(
        ({ value }) =>
          valueAt(value, "enabled") !== false &&
          read(value, "definition.actions.version.delete").kind !== "absent",
      ),
  );
  return isDone
    ? []
    : [
        violation(account, "", "with old versions that nothing deletes", {
          required: "a rule, switched on, that deletes old versions",
          remedy:
            "Declare the account's ManagementPolicy with `version.delete`, after `storage.keepDays`.",
        }),
      ];
}

function judgeRule(
  lifecycle: Resource,
  path: string,
  rule: unknown,
  days: number,
): readonly Finding[] {
  // Azure's default is that a rule is carried out.
  if (valueAt(rule, "enabled") === false) return [];
  const actions = `${path}.definition.actions`;
  const parts = ["", ".baseBlob", ...COPIES.map((copy) => `.${copy}`)].map(
    (part) => actions + part,
  );
  const unsure = parts.find((part) => read(lifecycle.inputs, part).kind === "unknown");
  if (unsure !== undefined) return [unknown(lifecycle, unsure, MUST)];
  return [
    ...LIVE_ACTIONS.map((action) => `${actions}.baseBlob.${action}`)
      .filter((at) => read(lifecycle.inputs, at).kind !== "absent")
      .map((at) =>
        violation(lifecycle, at, shown(valueAt(lifecycle.inputs, at) ?? UNKNOWN), {
          required: "nothing done to blobs in use",
          remedy:
            "Take the action away: what is no longer wanted is deleted by whoever knows that.",
        }),
      ),
    ...COPIES.map((copy) => `${actions}.${copy}.delete`)
      .filter((at) => read(lifecycle.inputs, at).kind !== "absent")
      .flatMap((at) =>
        expectValue(lifecycle, `${at}.${SINCE}`, (value) => (toNumber(value) ?? 0) >= days, {
          required: `${days} days or more, by the settings`,
          remedy: "Take the days from `storage.keepDays`.",
        }),
      ),
  ];
}
