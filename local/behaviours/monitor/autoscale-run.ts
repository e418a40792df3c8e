import { type CompiledSetting, compile } from "../../autoscale/compile.ts";
import {
  type AutoscaleState,
  type Decision,
  evaluate,
  stateAfter,
} from "../../autoscale/evaluate.ts";
import { explain } from "../../autoscale/explain.ts";
import type { AutoscaleProperties } from "../../autoscale/setting.ts";
import { UNDOCUMENTED } from "../../autoscale/undocumented.ts";
import type { JsonObject } from "../../json.ts";
import type { ArmDocument, Store } from "../../store/store.ts";
import { setCapacity } from "../compute/machines.ts";
import { type EventKind, RANKS, schedule } from "../event-kind.ts";
import { startMeasuring } from "../load/load-minute.ts";
import type { Refusal } from "../refusal.ts";
import { compact, numberAt, textAt } from "../support/json.ts";
import { logActivity } from "./activity-log.ts";
import { metricsBefore } from "./metric-series.ts";

const INTERVAL = UNDOCUMENTED.runIntervalSeconds * 1_000;
const MINUTE = 60_000;
const KIND = "autoscale";

/** What a setting remembers between its runs. */
type RunState = {
  readonly lastAction?: { readonly atMs: number; readonly cooldownMs: number };
  /** Why nothing happened, or nothing could, at the last run; it is logged when it comes up, and not again. */
  readonly lastReason?: string;
};

/** One run of an autoscale setting: the pure core decides, the scale set follows, the log says why. */
export const autoscaleRun: EventKind = {
  kind: "autoscale run",
  rank: RANKS.autoscale,
  run({ subject }, { store, at }) {
    const setting = store.get(subject);
    if (setting === undefined) return;
    schedule(store, autoscaleRun, at + INTERVAL, setting.id);
    run(store, setting, at);
  },
};

/** Lets a setting run from the next whole minute on, and its target be measured; it goes on where it runs already. */
export function startAutoscale(store: Store, settingId: string, at: number): void {
  const target = textAt(store.get(settingId), "properties.targetResourceUri");
  if (target !== undefined) startMeasuring(store, target, at);
  if (store.events.of(settingId, autoscaleRun.kind).length > 0) return;
  schedule(store, autoscaleRun, (Math.floor(at / MINUTE) + 1) * MINUTE, settingId);
}

/** The setting is gone. */
export function stopAutoscale(store: Store, settingId: string): void {
  store.events.cancel(settingId, autoscaleRun.kind);
  store.states.delete(KIND, settingId);
}

function run(store: Store, setting: ArmDocument, at: number): void {
  const target = store.get(textAt(setting, "properties.targetResourceUri") ?? "");
  const count = numberAt(target, "sku.capacity");
  if (target === undefined || count === undefined) return;
  const before = store.states.get<RunState>(KIND, setting.id) ?? {};
  const compiled = compiledSetting(setting);
  const state: AutoscaleState = {
    count,
    ...(before.lastAction === undefined ? {} : { lastAction: before.lastAction }),
  };
  const decision = evaluate(compiled, state, metricsBefore(store, Math.floor(at / MINUTE)), at);
  if (decision.action === "none") {
    rest(store, setting, before, decision);
    return;
  }
  const refusal = setCapacity(store, target.id, decision.to, at);
  const reached = numberAt(store.get(target.id), "sku.capacity") ?? count;
  const scaling = { target, decision, refusal, reached };
  if (refusal !== undefined && reached === count) {
    fail(store, setting, before, { ...scaling, refusal });
    return;
  }
  logScaling(store, setting, scaling);
  const { lastAction } = stateAfter(compiled, state, { ...decision, to: reached });
  store.states.set(KIND, setting.id, {
    ...(lastAction === undefined ? {} : { lastAction: { ...lastAction } }),
  });
}

/** Settings made ready to run, by their properties as a transaction reads them, and by id and text. */
const ofTransaction = new WeakMap<JsonObject, CompiledSetting>();
const byId = new Map<string, { readonly text: string; readonly compiled: CompiledSetting }>();

/** A setting made ready to run: once in this process, as long as it says the same. */
export function compiledSetting({ id, properties = {} }: ArmDocument): CompiledSetting {
  return ofTransaction.getOrInsertComputed(properties, () => {
    const text = JSON.stringify(properties);
    const known = byId.get(id);
    if (known?.text === text) return known.compiled;
    const compiled = compile(properties as unknown as AutoscaleProperties);
    byId.set(id, { text, compiled });
    return compiled;
  });
}

/**
 * Why nothing happens is worth a line when a rule fired or could not be judged, once, and once more when
 * that is over.
 */
const SILENT = new Set<Decision["reason"]>(["no-rule-fired", "no-change"]);

function rest(store: Store, setting: ArmDocument, before: RunState, decision: Decision): void {
  const { reason, profile, rule, wanted, atMs } = decision;
  const said = SILENT.has(reason)
    ? undefined
    : `${reason} ${profile?.name} ${rule?.index} ${wanted}`;
  if (!isNews(store, setting, before, said)) return;
  // "Evaluation" is ours: Azure logs nothing then.
  const operation = reason.startsWith("flapping") ? "Flapping" : "Evaluation";
  logActivity(store, atMs, {
    resourceId: setting.id,
    operationName: `Microsoft.Insights/AutoscaleSettings/${operation}/Action`,
    category: "Autoscale",
    level: reason.startsWith("metrics") ? "Warning" : "Informational",
    status: "Succeeded",
    caller: CALLER,
    description: explain(decision),
    properties: compact({ Reason: reason, ActiveAutoscaleProfile: profile?.name }),
  });
}

/** A scaling that changed nothing: worth a line, too, but only once. It starts no cool-down. */
function fail(
  store: Store,
  setting: ArmDocument,
  before: RunState,
  scaling: Scaling & { readonly refusal: Refusal },
): void {
  const { from, to, profile, rule } = scaling.decision;
  const said = `${scaling.refusal.code} ${from} ${to} ${profile?.name} ${rule?.index}`;
  if (isNews(store, setting, before, said)) logScaling(store, setting, scaling);
}

/** Remembers why nothing happens. @returns whether it was something else at the last run. */
function isNews(
  store: Store,
  setting: ArmDocument,
  { lastReason, ...rest }: RunState,
  said: string | undefined,
): boolean {
  if (said === lastReason) return false;
  store.states.set(KIND, setting.id, {
    ...rest,
    ...(said === undefined ? {} : { lastReason: said }),
  });
  return true;
}

const CALLER = "Microsoft.Insights/autoscaleSettings";

/** What a run let happen. */
interface Scaling {
  readonly target: ArmDocument;
  readonly decision: Decision;
  readonly refusal: Refusal | undefined;
  /** The instances after it: what Azure had room for. */
  readonly reached: number;
}

/**
 * What a scaling leaves in the activity log. Source of operation names, caller and properties: Learn,
 * "Azure activity log event schema", category Autoscale, with its sample. "Scaleup" and "Scaledown" are
 * Azure's words there for out and in. Undocumented: one that reached a part of what it was to is Failed, with
 * the count that it reached.
 */
function logScaling(
  store: Store,
  setting: ArmDocument,
  { target, decision, refusal, reached }: Scaling,
): void {
  const { action, from, to, profile, reason, atMs } = decision;
  const word = action === "out" ? "Scaleup" : "Scaledown";
  const attempt = `The autoscale engine attempting to scale resource '${target.id}' from ${from} instances count to ${to} instances count.`;
  logActivity(store, atMs, {
    resourceId: setting.id,
    operationName: `Microsoft.Insights/AutoscaleSettings/${word}/Action`,
    category: "Autoscale",
    level: refusal === undefined ? "Informational" : "Error",
    status: refusal === undefined ? "Succeeded" : "Failed",
    caller: CALLER,
    description: [
      attempt,
      explain(decision),
      ...(refusal === undefined
        ? []
        : [`It failed at ${reached}: ${refusal.code}. ${refusal.message}`]),
    ].join(" "),
    properties: compact({
      ResourceName: target.id,
      OldInstancesCount: String(from),
      NewInstancesCount: String(reached),
      ActiveAutoscaleProfile: profile?.name,
      Reason: reason,
      ...(refusal === undefined ? {} : { Error: refusal.code }),
    }),
  });
}
