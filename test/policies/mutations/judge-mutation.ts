import type { Stack } from "../../../policies/support/policy.ts";
import type { Resource } from "../../../policies/support/resource.ts";
import { withInput } from "../support/change.ts";
import { judgeAll, judgeAllSteps } from "../support/judge-all.ts";
import type { Mutation } from "./mutation.ts";
import { RULES } from "./rules.ts";

/** What came of a dangerous change. */
export interface Verdict {
  readonly mutation: Mutation;
  /** By the named rule and no other. */
  readonly isCaught: boolean;
  /** Ids of the policies that objected, besides those that object to the stack as it is. */
  readonly by: readonly string[];
}

/**
 * Makes one change to a real stack and says which policies object. The unmutated twin is the stack itself: what
 * objects to that is not counted, and a test of its own shows that nothing does.
 */
export function judgeMutation(stack: Stack, mutation: Mutation): Verdict {
  const resource = resourceOf(stack, mutation);
  const { step } = mutation;
  const found =
    step === undefined
      ? objections(stack, replaced(stack, resource, mutated(resource, mutation)))
      : stepObjections(stack, resource, step);
  const by = [...new Set(found)].sort();
  const allowed: readonly string[] = RULES[mutation.rule];
  return { mutation, by, isCaught: by.length > 0 && by.every((id) => allowed.includes(id)) };
}

/** The catch rate as it stands in the docs: caught of all, and what was not. */
export function catchRate(verdicts: readonly Verdict[]): string {
  const caught = verdicts.filter(({ isCaught }) => isCaught).length;
  const missed = verdicts
    .filter(({ isCaught }) => !isCaught)
    .map(({ mutation, by }) => `- ${mutation.title}: ${by.join(", ") || "nobody objects"}`);
  return [`${caught} of ${verdicts.length} caught.`, ...missed].join("\n");
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

function mutated(resource: Resource, { path, to, title }: Mutation): Resource {
  if (path === undefined) throw new Error(`"${title}" names no path`);
  return withInput(resource, path, to);
}

function replaced(stack: Stack, original: Resource, resource: Resource): Stack {
  return {
    ...stack,
    resources: stack.resources.map((one) => (one === original ? resource : one)),
  };
}

/** Policies that object to a stack, and not in the same words to its twin. */
function objections(twin: Stack, stack: Stack): readonly string[] {
  const key = (one: ReturnType<typeof judgeAll>[number]): string =>
    [one.by, one.urn, one.path, one.value].join("\n");
  const before = new Set(judgeAll(twin).map(key));
  return judgeAll(stack)
    .filter((one) => !before.has(key(one)) && one.kind !== "unknown")
    .map(({ by }) => by);
}

function stepObjections(
  stack: Stack,
  resource: Resource,
  { op, changed = [], before = [] }: NonNullable<Mutation["step"]>,
): readonly string[] {
  const old = before.reduce((one, [path, value]) => withInput(one, path, value), resource);
  const steps = [
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
