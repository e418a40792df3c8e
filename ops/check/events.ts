import { GONE, type Step } from "../../policies/steps/step-policy.ts";
import { nameOf } from "../../policies/support/finding.ts";
import { parseMessage } from "../../policies/support/message.ts";
import type { PolicyText } from "../../policies/support/policy.ts";
import { plainType, UNKNOWN } from "../../policies/support/resource.ts";
import type { CheckFinding } from "./finding.ts";

/** What the engine told of a preview. */
export interface Told {
  readonly findings: readonly CheckFinding[];
  readonly steps: readonly Step[];
  /** Errors that are no finding: the preview did not come to its end. */
  readonly errors: readonly string[];
  /** The pack was asked about the whole stack, which it is when all resources have been seen. */
  readonly wasJudged: boolean;
  /** The stack's outputs, where the program said any. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** The engine's own words for "a policy objected". */
const PREVIEW_FAILED = /^(error: )?(preview|update) failed\s*$/;

/** What the engine writes for a value that it does not know yet. Source: its sentinels, one a kind. */
const UNKNOWN_TEXTS = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads the engine's log of events: one JSON object a line.
 *
 * @param texts what is known of the policies.
 */
export function readEvents(log: string, texts: readonly PolicyText[]): Told {
  const events = log
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Json);
  const of = (name: string): Json[] =>
    events.flatMap((event) => (event[name] === undefined ? [] : [event[name] as Json]));
  const policies = of("policyEvent");
  const findings = policies.flatMap((event) => toFinding(event, texts) ?? []);
  const strange = policies
    .filter((event) => toFinding(event, texts) === undefined)
    .map((event) => `${event.policyName}: ${event.message}`);
  const errors = of("diagnosticEvent")
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => String(message).trim())
    .filter((message) => !PREVIEW_FAILED.test(message));
  return {
    findings: sorted(findings),
    steps: [
      ...goneOf(of("resOutputsEvent")),
      ...of("resourcePreEvent")
        .map((event) => toStep(event.metadata as Json))
        .filter(({ op }) => op !== "refresh"),
    ],
    errors: [...new Set([...errors, ...strange])],
    wasJudged: of("policyAnalyzeStackSummaryEvent").length > 0,
    outputs: outputsOf(of("resOutputsEvent")),
  };
}

function toFinding(event: Json, texts: readonly PolicyText[]): CheckFinding | undefined {
  const policy = texts.find(({ id }) => id === event.policyName);
  const message = parseMessage(String(event.message));
  if (policy === undefined || message === undefined) return undefined;
  const urn = String(event.resourceUrn);
  return {
    policy: policy.id,
    title: policy.title,
    severity: event.enforcementLevel === "advisory" ? "advisory" : "mandatory",
    ...message,
    urn,
    resource: nameOf(urn),
  };
}

/** The same on every run: mandatory ones first, then by policy and place. */
export function sorted(findings: readonly CheckFinding[]): readonly CheckFinding[] {
  const key = ({ severity, policy, urn, what }: CheckFinding): string =>
    [severity === "mandatory" ? 0 : 1, policy, urn, what].join("\n");
  const unique = new Map(findings.map((one) => [key(one), one] as const));
  return [...unique].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, found]) => found);
}

/** What a refresh looked for and Azure has no more: the preview then makes it anew, as if it had never been. */
function goneOf(events: readonly Json[]): readonly Step[] {
  return events
    .map(({ metadata }) => metadata as Json)
    .filter(({ op, new: next }) => op === "refresh" && (next === undefined || next === null))
    .map((metadata) => toStep({ ...metadata, op: GONE }));
}

function toStep(metadata: Json): Step {
  const { op, urn, type, old, new: next, detailedDiff, diffs } = metadata;
  const before = inputsOf(old);
  const after = inputsOf(next);
  const changed =
    detailedDiff !== null && typeof detailedDiff === "object"
      ? Object.keys(detailedDiff)
      : Array.isArray(diffs)
        ? diffs.map(String)
        : [];
  return {
    op: String(op),
    urn: String(urn),
    type: plainType(String(type)).type,
    changed: changed.sort(),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

function inputsOf(state: unknown): Readonly<Record<string, unknown>> | undefined {
  const inputs = (state as { inputs?: unknown } | null | undefined)?.inputs;
  return inputs === undefined || inputs === null
    ? undefined
    : (withUnknown(inputs) as Readonly<Record<string, unknown>>);
}

function withUnknown(value: unknown): unknown {
  if (typeof value === "string") return UNKNOWN_TEXTS.has(value) ? UNKNOWN : value;
  if (Array.isArray(value)) return value.map(withUnknown);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withUnknown(part)]));
}

function outputsOf(events: readonly Json[]): Readonly<Record<string, unknown>> {
  const stack = events
    .map(({ metadata }) => metadata as Json)
    .findLast(({ type }) => type === "pulumi:pulumi:Stack");
  return ((stack?.new as { outputs?: Json } | undefined)?.outputs ?? {}) as Json;
}
