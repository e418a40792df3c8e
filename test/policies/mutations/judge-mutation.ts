import type { Stack } from "../../../policies/support/policy.ts";
import { plainType, type Resource } from "../../../policies/support/resource.ts";
import { withInput } from "../support/change.ts";
import { judgeAll, judgeAllSteps, type Told } from "../support/judge-all.ts";
import type { Mutation } from "./mutation.ts";
import { RULES } from "./rules.ts";

/** What came of a dangerous change. */
export interface Verdict {
  readonly mutation: Mutation;
  /** By the named rule and no other. */
  readonly isCaught: boolean;
  /** By what `GENERAL` names, and by nobody who says why. */
  readonly isStopped: boolean;
  /** Ids of the policies that objected, besides those that object to the stack as it is and those of `GENERAL`. */
  readonly by: readonly string[];
}

/** Stops what nobody has judged yet, whatever it is: no danger's own rule, and right beside each. */
const GENERAL = "steps-known-properties";

/**
 * Makes one change to a real stack and says which policies object. The unmutated twin is the stack itself: what
 * objects to that is not counted, and a test of its own shows that nothing does.
 */
export function judgeMutation(stack: Stack, mutation: Mutation): Verdict {
  const resource = resourceOf(stack, mutation);
  const { step } = mutation;
  const found =
    step === undefined
      ? mutatedObjections(stack, resource, mutated(stack, resource, mutation))
      : stepObjections(stack, resource, step);
  const by = [...new Set(found)].filter((id) => id !== GENERAL).sort();
  const allowed: readonly string[] = RULES[mutation.rule];
  const isCaught = by.length > 0 && by.every((id) => allowed.includes(id));
  return { mutation, by, isCaught, isStopped: !isCaught && found.includes(GENERAL) };
}

/** The catch rate as it stands in the docs: caught of all, and what was not. */
export function catchRate(verdicts: readonly Verdict[]): string {
  const caught = verdicts.filter(({ isCaught }) => isCaught).length;
  const stopped = verdicts.filter(({ isStopped }) => isStopped).length;
  const missed = verdicts
    .filter(({ isCaught, isStopped }) => !isCaught && !isStopped)
    .map(({ mutation, by }) => `- ${mutation.title}: ${by.join(", ") || "nobody objects"}`);
  return [`${caught} of ${verdicts.length} caught, ${stopped} more stopped.`, ...missed].join("\n");
}

function resourceOf(stack: Stack, { type, name = "", title }: Mutation): Resource {
  const found = stack.resources.filter((one) => one.type === type && one.name.endsWith(name));
  const [only] = found;
  if (only === undefined || found.length > 1) {
    const names = found.map((one) => one.name).join(", ") || "none";
    throw new Error(`"${title}" is of one ${type} that ends with "${name}"; there is ${names}`);
  }
  return only;
}

function mutated(stack: Stack, resource: Resource, { path, to, title }: Mutation): Resource {
  if (path === undefined) throw new Error(`"${title}" names no path`);
  const after = withInput(resource, path, to);
  const [property = ""] = path.split(/[.[]/);
  return property === "$" ? after : relinked(stack, after, property);
}

/** The graph follows a changed property, as it does when Pulumi runs the changed program. */
function relinked(stack: Stack, resource: Resource, property: string): Resource {
  const { [property]: _, ...rest } = resource.madeFrom;
  const text = JSON.stringify(resource.inputs[property]) ?? "";
  const made = stack.resources
    .filter(({ name, urn }) => urn !== resource.urn && mark(name).test(text))
    .map(({ urn }) => urn);
  const madeFrom = made.length === 0 ? rest : { ...rest, [property]: made };
  return {
    ...resource,
    madeFrom,
    dependencies: [...new Set(Object.values(madeFrom).flat())].sort(),
  };
}

/** The pack sees the changed resource, and `gradetide check` that it would be updated. */
function mutatedObjections(twin: Stack, before: Resource, after: Resource): readonly string[] {
  const { urn, registeredType } = before;
  const { type } = plainType(registeredType);
  // A classic type's inputs are translated here, as the pack sees them; its step has its own.
  const step = { op: "update", urn, type, changed: [], before: before.inputs, after: after.inputs };
  const steps = type === before.type ? [step] : [];
  return [
    ...objections(twin, replaced(twin, before, after)),
    ...judgeAllSteps(twin, steps).flatMap(({ by }) => (by === GENERAL ? [by] : [])),
  ];
}

/** How a mocked resource's id begins (test/policies/support/real-stack.ts). */
function mark(name: string): RegExp {
  return new RegExp(`/mock/${name}(?![A-Za-z0-9-])`);
}

function replaced(stack: Stack, original: Resource, resource: Resource): Stack {
  return {
    ...stack,
    resources: stack.resources.map((one) => (one === original ? resource : one)),
  };
}

/** Policies that object to a stack, and not in the same words to its twin. */
function objections(twin: Stack, stack: Stack): readonly string[] {
  const before = foundInTwin.get(twin) ?? new Set(judgeAll(twin).map(wordsOf));
  foundInTwin.set(twin, before);
  return judgeAll(stack)
    .filter((one) => !before.has(wordsOf(one)) && one.kind !== "unknown")
    .map(({ by }) => by);
}

/** What is found in a twin is the same for every change of it. */
const foundInTwin = new WeakMap<Stack, ReadonlySet<string>>();

function wordsOf({ by, urn, path, value }: Told): string {
  return [by, urn, path, value].join("\n");
}

function stepObjections(
  stack: Stack,
  resource: Resource,
  { op, changed = [], before = [] }: NonNullable<Mutation["step"]>,
): readonly string[] {
  const old = before.reduce((one, [path, value]) => withInput(one, path, value), resource);
  // As in a preview: what does not change has a step too.
  const same = stack.resources
    .filter(({ urn }) => urn !== resource.urn)
    .map(({ urn, type, inputs }) => ({
      ...{ op: "same", urn, type, changed: [] },
      ...{ before: inputs, after: inputs },
    }));
  const steps = [
    ...same,
    {
      op,
      urn: resource.urn,
      type: resource.type,
      changed,
      before: old.inputs,
      ...(op === "delete" ? {} : { after: resource.inputs }),
    },
  ];
  return judgeAllSteps(stack, steps).map(({ by }) => by);
}
