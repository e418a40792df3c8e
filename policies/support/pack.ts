import type { Policies, PolicyConfigSchema, Policy as PulumiPolicy } from "@pulumi/policy";
import { orderExceptions, StackExceptions } from "../exceptions/apply-exceptions.ts";
import { orderJudgedWhenApplied } from "../exceptions/judged-when-applied.ts";
import type { Exception } from "../exceptions/read-exceptions.ts";
import { type Finding, nameOf } from "./finding.ts";
import { formatMessage } from "./message.ts";
import {
  type Config,
  isStackPolicy,
  judge,
  type Policy,
  type PolicyText,
  type ResourcePolicy,
  type Stack,
  type StackPolicy,
} from "./policy.ts";
import { resourceBefore, resourceInStack } from "./pulumi-resource.ts";
import { textAt } from "./read.ts";
import type { Resource } from "./resource.ts";
import { readWorld, type World } from "./world.ts";

const STACK_TYPE = "pulumi:pulumi:Stack";

/** What one operation on a stack has shown so far. */
interface Operation {
  readonly exceptions: StackExceptions;
  readonly resources: Map<string, Resource>;
  readonly unjudged: { readonly policy: PolicyText; readonly finding: Finding }[];
  world: Promise<World>;
}

/**
 * The policies as Pulumi's engine runs them. It asks first about each resource, by what the program wants of
 * it, and then about the whole stack, by what came out; policies of whole stacks are shown both.
 */
export function packPolicies(
  policies: readonly Policy[],
  exceptions: readonly Exception[],
  today: Temporal.PlainDate,
): Policies {
  let operation: Operation | undefined;
  const operationOf = (urn: string): Operation => {
    const stack = stackOf(urn);
    operation ??= {
      exceptions: new StackExceptions(exceptions, stack, today),
      resources: new Map(),
      unjudged: [],
      world: quietly(readWorld(stack)),
    };
    return operation;
  };
  const tell = (
    policy: PolicyText,
    findings: readonly Finding[],
    at: Operation,
    report: (message: string, urn?: string) => void,
  ): void => {
    for (const finding of findings) {
      if (finding.kind === "unknown") at.unjudged.push({ policy, finding });
      else if (!at.exceptions.covers(policy.id, finding)) {
        report(formatMessage(finding, policy.control), finding.urn);
      }
    }
  };

  let stack: Stack | undefined;
  const ofResource = (policy: ResourcePolicy): Policies[number] => ({
    ...textOf(policy),
    validateResource(args, report) {
      const at = operationOf(args.urn);
      const known = at.resources.get(args.urn) ?? resourceBefore(args);
      at.resources.set(args.urn, known);
      tell(policy, judge(policy, known, args.getConfig<Config>()), at, report);
    },
  });
  const ofStack = (policy: StackPolicy): Policies[number] => ({
    ...textOf(policy),
    async validateStack(args, report) {
      const [first] = args.resources;
      if (first === undefined) return;
      const at = operationOf(first.urn);
      stack ??= await stackFrom(args.resources, at);
      tell(policy, policy.checkStack(stack, args.getConfig<Config>()), at, report);
    },
  });
  const last: Policies[number] = {
    ...textOf(orderJudgedWhenApplied),
    validateStack(_args, report) {
      for (const { policy, finding } of operation?.unjudged ?? []) {
        report(formatMessage({ ...finding, policy: policy.id }, policy.control), finding.urn);
      }
      stack = undefined;
      operation = undefined;
    },
  };
  const exceptionsPolicy = ofStack({
    ...orderExceptions,
    checkStack: (judged) =>
      operation?.exceptions.findings(judged, new Set(policies.map(({ id }) => id))) ?? [],
  });
  return [
    ...policies.map((policy) => (isStackPolicy(policy) ? ofStack(policy) : ofResource(policy))),
    exceptionsPolicy,
    last,
  ];
}

async function stackFrom(
  shown: Parameters<typeof resourceInStack>[0][],
  at: Operation,
): Promise<Stack> {
  const resources = shown
    .map((after) => resourceInStack(after, at.resources.get(after.urn)))
    .sort((one, other) => (one.urn < other.urn ? -1 : 1));
  const root = shown.find(({ type }) => type === STACK_TYPE);
  const name = stackOf(shown[0]?.urn ?? "");
  const plannedFrom = textAt(root?.props, "season.plannedFrom");
  let world = await at.world;
  const { plan } = world;
  const day = plan.now.toZonedDateTimeISO(plan.zone.iana).toPlainDate();
  if (plannedFrom !== undefined && day.toString() !== plannedFrom) {
    world = await readWorld(name, Temporal.PlainDate.from(plannedFrom));
  }
  return { name, urn: root?.urn ?? "", resources, ...world };
}

/** `urn:pulumi:prod-se::gradetide::…`. */
function stackOf(urn: string): string {
  return urn.split("::")[0]?.split(":").at(-1) ?? nameOf(urn);
}

/** An error is told when the value is asked for, not before. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

function textOf(policy: PolicyText): PulumiPolicy {
  const { id, title, severity, control: name, example, config } = policy;
  return {
    name: id,
    description: title,
    enforcementLevel: severity,
    severity: severity === "mandatory" ? "high" : "low",
    remediationSteps: example.remedy,
    url: `docs/policies.md#${id}`,
    framework: {
      name: "ISO 27001",
      version: "2022",
      reference: name.split(" ")[0] ?? "",
      specification: name,
    },
    ...(config === undefined
      ? {}
      : { configSchema: { properties: config } as unknown as PolicyConfigSchema }),
  };
}
