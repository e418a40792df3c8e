import { RETENTION_FLOORS, type Retention } from "../../infra/settings/retention-floors.ts";
import { control } from "../support/controls.ts";
import { expectValue, is, unknown, violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { ofType, type Stack, type StackPolicy } from "../support/policy.ts";
import { items, numberAt, type Part, read, textAt, valueAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";
import { isMetAsNamed } from "./how-often.ts";
import { runsOn } from "./recurs.ts";

const RULES = "properties.policyRules";

export const backupRetention: StackPolicy = {
  id: "backup-retention",
  title:
    "Backups are taken each day or week, and kept as long as the settings and the markets want.",
  why: "A mistake in grades is found when the next ones are set: a backup that is gone by then helps nobody.",
  severity: "mandatory",
  control: control("A.8.13"),
  example: {
    violation: "a retention rule Monthly of P3M, where 13 months are wanted",
    remedy: "backup.retention in the datacenter's settings",
  },
  checkStack: (stack) =>
    ofType(stack, T.backupPolicy).flatMap((policy) => {
      const must = {
        required:
          "a schedule of a week or less that has begun and does not end, and a retention for each of its backups",
        remedy: "Set `backup.retention`; the program makes the rules.",
      };
      if (read(policy.inputs, RULES).kind === "unknown") return [unknown(policy, RULES, must)];
      const rules = items(policy.inputs, RULES);
      const schedule = rules.flatMap(({ value }) =>
        items(value, "trigger.schedule.repeatingTimeIntervals").map((one) => String(one.value)),
      );
      const daily = schedule.some((one) => one.endsWith("/P1D"));
      const isTaken = schedule.some((one) => runsOn(one, stack.plan.now));
      const at = schedule.length === 0 ? "at no time" : `by ${schedule.join(", ")}`;
      return [
        ...(isTaken ? [] : [violation(policy, RULES, `taken ${at}`, must)]),
        ...rules.flatMap((rule) => judgeStores(policy, rule)),
        ...wanted(stack, daily).flatMap(([name, days]) => judgeRule(policy, name, days)),
        ...judgeMarks(
          policy,
          wanted(stack, daily).map(([name]) => name),
        ),
      ];
    }),
};

/** Days for which each kind of backup is kept: the settings' and every market's floor. */
function wanted({ settings }: Stack, daily: boolean): readonly (readonly [string, number])[] {
  const all = [
    settings.backup.retention,
    ...settings.markets.map(({ code }) => RETENTION_FLOORS[code]),
  ];
  const most = (of: (one: Retention) => number): number => Math.max(...all.map(of));
  const weeks = most((one) => one.weeks * 7);
  return [
    ...(daily
      ? ([
          ["Default", most((one) => one.days)],
          ["Weekly", weeks],
        ] as const)
      : ([["Default", weeks]] as const)),
    ["Monthly", most((one) => one.months * 30)],
    ["Yearly", most((one) => one.years * 365)],
  ];
}

/**
 * Whether a rule's backups lie in the vault: in the operational store they stay in what is backed up, and go with it.
 * Source: Learn, "Overview of Azure Blob backup".
 */
function judgeStores(policy: Resource, { path, value }: Part): readonly Finding[] {
  const stores = [
    ...(valueAt(value, "trigger") === undefined ? [] : [`${path}.dataStore.dataStoreType`]),
    ...items(value, "lifecycles", `${path}.lifecycles`).map(
      (one) => `${one.path}.sourceDataStore.dataStoreType`,
    ),
  ];
  return stores.flatMap((store) =>
    expectValue(policy, store, is("VaultStore", "ArchiveStore"), {
      required: "VaultStore",
      remedy:
        "Let the rule's `dataStoreType` be VaultStore: a copy beside the data is lost with it.",
    }),
  );
}

function judgeRule(policy: Resource, name: string, days: number): readonly Finding[] {
  const rule = items(policy.inputs, RULES).find(
    ({ value }) => textAt(value, "name") === name && valueAt(value, "lifecycles") !== undefined,
  );
  const kept = textAt(items(rule?.value, "lifecycles")[0]?.value, "deleteAfter.duration");
  return inDays(kept) >= days
    ? []
    : [
        violation(policy, rule === undefined ? RULES : rule.path, `${name}: ${kept ?? "no rule"}`, {
          required: `${days} days or more for ${name}`,
          remedy: "Set `backup.retention`; the program makes the rules.",
        }),
      ];
}

/**
 * Whether backups are marked for each rule that keeps some for longer: a rule that no backup falls under keeps none. Of
 * several marks the one with the lowest number counts, so it is that of the longest. Source: Learn, "Backup Policies"
 * (TaggingCriteria).
 */
function judgeMarks(policy: Resource, names: readonly string[]): readonly Finding[] {
  const marks = items(policy.inputs, RULES).flatMap(({ value }) =>
    items(value, "trigger.taggingCriteria").map((one) => one.value),
  );
  const found = names.map((name) => {
    const mark = marks.find((one) => textAt(one, "tagInfo.tagName") === name);
    const when =
      items(mark, "criteria").some(({ value }) => isMetAsNamed(value, name)) ||
      valueAt(mark, "isDefault") === true;
    return { name, mark, isMarked: mark !== undefined && when };
  });
  return found
    .filter(({ isMarked, mark }, index) => {
      const shorter = found.slice(0, index).map((one) => priority(one.mark));
      return !isMarked || shorter.some((number) => number <= priority(mark));
    })
    .map(({ name }) =>
      violation(policy, RULES, `no backup marked as ${name}`, {
        required: `backups that are marked for the rule ${name}, before those of shorter ones`,
        remedy: "Set `backup.retention`; the program makes a mark for each rule.",
      }),
    );
}

function priority(mark: unknown): number {
  return numberAt(mark, "taggingPriority") ?? Number.POSITIVE_INFINITY;
}

function inDays(duration: string | undefined): number {
  const [, count, unit] = /^P(\d+)([DWMY])$/.exec(duration ?? "") ?? [];
  return Number(count ?? 0) * ({ D: 1, W: 7, M: 30, Y: 365 }[unit ?? ""] ?? 0);
}
