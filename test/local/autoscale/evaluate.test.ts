import { describe, expect, test } from "@jest/globals";
import { compile } from "../../../local/autoscale/compile.ts";
import { type Decision, evaluate, stateAfter } from "../../../local/autoscale/evaluate.ts";
import { explain } from "../../../local/autoscale/explain.ts";
import type { ScaleRule } from "../../../local/autoscale/setting.ts";
import { UNDOCUMENTED } from "../../../local/autoscale/undocumented.ts";
import {
  cpu,
  inward,
  limits,
  MINUTE,
  NOON,
  out,
  profile,
  RESOURCE,
  run,
  setting,
  steady,
} from "./settings.ts";

test.each([
  ["GreaterThan", false, false, true],
  ["GreaterThanOrEqual", false, true, true],
  ["LessThan", true, false, false],
  ["LessThanOrEqual", true, true, false],
  ["Equals", false, true, false],
  ["NotEquals", true, false, true],
] as const)("compares with %s: 69 %s, 70 %s, 71 %s", (operator, ...fires) => {
  const values = [69, 70, 71];
  const outs = values.map((value) => run([out(operator, 70)], 4, cpu(value)).action);
  const ins = values.map((value) => run([inward(operator, 70)], 4, cpu(value)).action);
  expect(outs).toEqual(fires.map((does) => (does ? "out" : "none")));
  expect(ins).toEqual(fires.map((does) => (does ? "in" : "none")));
  expect(run([out(operator, 70)], 4, {}).reason).toBe("metrics-unavailable");
});

test.each([
  ["ChangeCount", "3", 10, 13, 7],
  ["ChangeCount", "20", 10, 30, 1],
  ["PercentChangeCount", "50", 10, 15, 5],
  ["PercentChangeCount", "25", 10, 13, 8],
  ["PercentChangeCount", "10", 3, 4, 2],
  ["PercentChangeCount", "200", 10, 30, 1],
  ["ExactCount", "5", 10, 10, 5],
  ["ExactCount", "15", 10, 15, 10],
  ["ServiceAllowedNextValue", "3", 10, 11, 9],
] as const)("acts by %s %s on %i", (type, value, count, more, fewer) => {
  expect(run([out("GreaterThan", 70, { type, value })], count, cpu(90)).to).toBe(more);
  expect(run([inward("LessThan", 30, { type, value })], count, cpu(10)).to).toBe(fewer);
});

test("acts by one instance where an action names no value", () => {
  const { metricTrigger, scaleAction } = out("GreaterThan", 70);
  const { value, ...without } = scaleAction;
  expect(value).toBe("1");
  expect(run([{ metricTrigger, scaleAction: without }], 4, cpu(90)).to).toBe(5);
});

test("ignores a rule of no direction", () => {
  const { metricTrigger, scaleAction } = out("GreaterThan", 70);
  const rules = [{ metricTrigger, scaleAction: { ...scaleAction, direction: "None" as const } }];
  expect(run(rules, 4, cpu(90)).reason).toBe("no-rule-fired");
});

const pair = [out("GreaterThan", 70, { value: "2" }), inward("LessThan", 30, { value: "2" })];
const limited = { ...profile("limited", pair), capacity: limits(3, 8, 5) };

test.each([
  [8, 90, "at-maximum", 8],
  [7, 90, "rule-out", 8],
  [6, 90, "rule-out", 8],
  [4, 10, "rule-in", 3],
  [3, 10, "at-minimum", 3],
  [5, 50, "no-rule-fired", 5],
])("stays within the limits: %i at %i %% gives %s, %i", (count, value, reason, to) => {
  expect(run(limited, count, cpu(value))).toMatchObject({ reason, to });
});

test("says that nothing changes where a rule asks for the count that is", () => {
  const exactly = { type: "ExactCount", value: "5" } as const;
  expect(run([out("GreaterThan", 70, exactly)], 5, cpu(90)).reason).toBe("no-change");
  expect(run([out("GreaterThan", 70, exactly)], 7, cpu(90))).toMatchObject({ to: 7 });
  expect(run([inward("LessThan", 30, exactly)], 5, cpu(10)).reason).toBe("no-change");
});

test("does nothing while a setting is disabled, or not enabled", () => {
  const { profiles } = setting(limited);
  for (const properties of [{ profiles }, { profiles, enabled: false }]) {
    const decision = evaluate(compile(properties), { count: 1 }, steady(cpu(90)), NOON);
    expect(decision).toMatchObject({ reason: "disabled", action: "none", to: 1 });
  }
});

describe("cool-down", () => {
  const compiled = compile(
    setting(
      profile("limited", [
        out("GreaterThan", 70, { cooldown: "PT10M" }),
        inward("LessThan", 30, { cooldown: "PT20M" }),
      ]),
    ),
  );
  test.each([
    [90, "out", 10],
    [10, "in", 20],
  ] as const)("of the rule that fired blocks both directions (%i %%)", (value, action, minutes) => {
    const first = evaluate(compiled, { count: 5 }, steady(cpu(value)), NOON);
    expect(first.action).toBe(action);
    const state = stateAfter(compiled, { count: 5 }, first);
    const end = NOON + minutes * MINUTE;
    expect(state.lastAction).toEqual({ atMs: NOON, cooldownMs: minutes * MINUTE });
    for (const other of [90, 10]) {
      const blocked = evaluate(compiled, state, steady(cpu(other), end), end - 1000);
      expect(blocked).toMatchObject({ reason: "cooldown", action: "none", cooldownUntilMs: end });
      expect(blocked.wanted).not.toBe(state.count);
      expect(evaluate(compiled, state, steady(cpu(other), end), end).action).not.toBe("none");
    }
  });

  test("does not speak of a cool-down where no rule fires", () => {
    const state = { count: 5, lastAction: { atMs: NOON, cooldownMs: 60 * MINUTE } };
    expect(evaluate(compiled, state, steady(cpu(50)), NOON).reason).toBe("no-rule-fired");
  });

  test("starts the cool-down of the rule that decided, not of one that fired beside it", () => {
    const rules = [
      out("GreaterThan", 70, { value: "1", cooldown: "PT30M" }),
      out("GreaterThan", 80, { value: "2", cooldown: "PT3M" }),
    ];
    const both = compile(setting(profile("both", rules)));
    const decision = evaluate(both, { count: 5 }, steady(cpu(90)), NOON);
    const after = stateAfter(both, { count: 5 }, decision);
    expect(after).toEqual({ count: 7, lastAction: { atMs: NOON, cooldownMs: 3 * MINUTE } });
  });
});

describe("flapping", () => {
  test.each([
    [6, 50, "flapping-reduced", 5],
    [6, 40, "rule-in", 4],
    [3, 55, "flapping-skipped", 3],
  ])("of %i instances at %i %% gives %s, %i", (count, value, reason, to) => {
    const rules = [out("GreaterThan", 70), inward("LessThan", 60, { value: "2" })];
    expect(run(rules, count, cpu(value))).toMatchObject({ reason, to });
  });

  test("is not looked for on scale-out", () => {
    const rules = [out("GreaterThan", 70, { value: "9" }), inward("LessThan", 60)];
    expect(run(rules, 1, cpu(90))).toMatchObject({ reason: "rule-out", to: 10 });
  });

  test("is also seen by the metric of another rule", () => {
    const rules = [
      out("GreaterThan", 70, { metricName: "Memory" }),
      out("GreaterThan", 70),
      inward("LessThan", 30),
    ];
    const decision = run(rules, 2, { ...cpu(10), Memory: 60 });
    expect(decision).toMatchObject({ reason: "flapping-skipped", opposite: { index: 0 } });
  });
});

describe("unreadable metrics", () => {
  const rules: readonly ScaleRule[] = [
    out("GreaterThan", 70),
    out("GreaterThan", 70, { metricName: "Memory" }),
    inward("LessThan", 30),
  ];
  const two = { ...profile("two", rules), capacity: limits(1, 8, 5) };
  test.each([
    ["any", { Memory: 90 }, 2, "rule-out"],
    ["any", { Memory: 10 }, 2, "metrics-unavailable-default"],
    ["any", cpu(10), 6, "metrics-unavailable"],
    ["any", {}, 2, "metrics-unavailable-default"],
    ["all", { Memory: 10 }, 2, "no-rule-fired"],
    ["all", cpu(10), 6, "rule-in"],
    ["all", {}, 2, "metrics-unavailable-default"],
  ] as const)("by %s: %j with %i instances give %s", (unreadable, values, count, reason) => {
    expect(run(two, count, values, { unreadable }).reason).toBe(reason);
  });
});

describe("what is undocumented", () => {
  const cooling = { lastAction: { atMs: NOON - MINUTE, cooldownMs: 5 * MINUTE } };

  test.each([
    [false, 3, "below-minimum"],
    [true, 2, "cooldown"],
  ])("lets a pull into the limits wait for the cool-down: %s", (waits, to, reason) => {
    const choices = { pullWaitsForCooldown: waits };
    expect(run(limited, { count: 2, ...cooling }, {}, choices)).toMatchObject({ to, reason });
    const lacking = run(limited, { count: 4, ...cooling }, {}, choices);
    expect(lacking.action).toBe(waits ? "none" : "out");
  });

  test.each([
    [0, cooling.lastAction],
    [7, { atMs: NOON, cooldownMs: 7 * MINUTE }],
  ])("starts a cool-down of %i minutes with a pull", (pullCooldownMinutes, lastAction) => {
    const choices = { ...UNDOCUMENTED, pullCooldownMinutes };
    const compiled = compile(setting(limited), choices);
    const before = { count: 2, ...cooling };
    const decision = evaluate(compiled, before, steady({}), NOON);
    expect(stateAfter(compiled, before, decision)).toEqual({ count: 3, lastAction });
  });

  test.each([
    ["up", 13, 7],
    ["down", 12, 8],
    ["nearest", 13, 7],
  ] as const)("rounds 25 %% of 10 %s", (rounding, more, fewer) => {
    const choices = { percentOut: rounding, percentIn: rounding };
    const quarter = { type: "PercentChangeCount", value: "25" } as const;
    expect(run([out("GreaterThan", 70, quarter)], 10, cpu(90), choices).to).toBe(more);
    expect(run([inward("LessThan", 30, quarter)], 10, cpu(10), choices).to).toBe(fewer);
  });

  test.each([
    [0, 5],
    [1, 4],
  ])("takes at least %i by a percentage", (percentLeast, to) => {
    const tenth = { type: "PercentChangeCount", value: "10" } as const;
    expect(run([inward("LessThan", 30, tenth)], 5, cpu(10), { percentLeast }).to).toBe(to);
  });

  test("takes the step of ServiceAllowedNextValue", () => {
    const next = [out("GreaterThan", 70, { type: "ServiceAllowedNextValue" })];
    expect(run(next, 5, cpu(90), { nextAllowedStep: 4 }).to).toBe(9);
  });

  test.each([
    ["first-listed", 0],
    ["last-listed", 1],
  ] as const)("lets the %s of rules with one result decide", (tiedRules, index) => {
    const outs = [out("GreaterThan", 70), out("GreaterThan", 60)];
    const ins = [inward("LessThan", 30), inward("LessThan", 40)];
    expect(run(outs, 5, cpu(90), { tiedRules }).rule?.index).toBe(index);
    expect(run(ins, 5, cpu(10), { tiedRules }).rule?.index).toBe(index);
  });

  test.each([
    ["per-instance", "rule-in"],
    ["all", "flapping-skipped"],
  ] as const)("projects %s: a sum of all instances gives %s", (projected, reason) => {
    const sum = { metricName: "Flows", statistic: "Sum" } as const;
    const rules = [out("GreaterThan", 100, sum), inward("LessThan", 80, sum)];
    expect(run(rules, 2, { Flows: 70 }, { projected }).reason).toBe(reason);
  });

  test.each([
    [0, 5],
    [1, 4],
    [3, 2],
  ])("reads with a delay of %i minutes", (metricDelayMinutes, value) => {
    const rules = [out("GreaterThan", 0, { timeAggregation: "Last" })];
    const table = steady(cpu(1));
    for (let ago = 1; ago <= 5; ago += 1) {
      table.ensure("Percentage CPU", RESOURCE).setValue(NOON / MINUTE - ago, 6 - ago);
    }
    const compiled = compile(setting(profile("p", rules)), { ...UNDOCUMENTED, metricDelayMinutes });
    expect(evaluate(compiled, { count: 5 }, table, NOON).value).toBe(value);
  });
});

describe("explanations", () => {
  const fired = "Percentage CPU (Average over PT10M) is 90, GreaterThan 70 (rule 1: ChangeCount 2)";
  const state = { count: 5, lastAction: { atMs: NOON, cooldownMs: 5 * MINUTE } };
  const close = [out("GreaterThan", 70), inward("LessThan", 60, { value: "2" })];
  test.each<readonly [string, Decision, string]>([
    [
      "rule-out",
      run(limited, 5, cpu(90)),
      `Profile "limited" scaled out from 5 instances to 7: ${fired}.`,
    ],
    ["rule-in", run(limited, 5, cpu(10)), "scaled in from 5 instances to 3: Percentage CPU"],
    ["at-maximum", run(limited, 8, cpu(90)), `left 8 instances, its maximum: ${fired}.`],
    ["at-minimum", run(limited, 3, cpu(10)), "left 3 instances, its minimum"],
    [
      "cooldown",
      run(limited, state, cpu(90)),
      `left 5 instances instead of 7: the cooldown of the last scale action ends at 2026-01-14T12:05:00Z; ${fired}.`,
    ],
    [
      "below-minimum",
      run(limited, 1, {}),
      "scaled out from 1 instance to 3: the instance count was under its limits (minimum 3, maximum 8, default 5).",
    ],
    ["above-maximum", run(limited, 9, {}), "scaled in from 9 instances to 8"],
    ["metrics-unavailable-default", run(limited, 4, {}), "to 5, its default: metrics could not"],
    ["metrics-unavailable", run(limited, 6, {}), "left 6 instances: metrics could not be read"],
    ["flapping-skipped", run(close, 3, cpu(55)), "left 3 instances to avoid flapping"],
    ["flapping-reduced", run(close, 6, cpu(50)), "intended new instance count 4, where Percentage"],
    ["no-rule-fired", run(limited, 5, cpu(50)), "no scale-out rule fired"],
    [
      "no-change",
      run([out("GreaterThan", 70, { type: "ExactCount", value: "5" })], 5, cpu(90)),
      "left 5 instances, which is what its rule asks for",
    ],
  ])("say why: %s", (reason, decision, text) => {
    expect(decision.reason).toBe(reason);
    expect(explain(decision)).toContain(text);
  });

  test("say that nothing runs", () => {
    const nothing = compile({ enabled: false, profiles: [limited] });
    const decision = evaluate(nothing, { count: 1 }, steady({}), NOON);
    expect(explain(decision)).toBe("The autoscale setting is disabled.");
  });
});
