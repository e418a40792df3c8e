import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import type { Finding } from "../support/finding.ts";
import { madeFrom, type Stack, type StackPolicy } from "../support/policy.ts";
import { read, textAt } from "../support/read.ts";
import { isAzure, type Resource } from "../support/resource.ts";
import { standsInStaging } from "../support/stage.ts";
import { T } from "../support/types.ts";

/** Tiers of what stands in staging's group: its plan is the season's. */
const IN_STAGING: readonly string[] = ["staging", "season"];

export const orderTagsBySettings: StackPolicy = {
  id: "order-tags-by-settings",
  title:
    "Tags say what the settings say of owner, cost centre and markets; only what is staging's is called so.",
  why: "A bill that is booked on another country's schools is found at the year's end. What is called staging's is switched off, or restored over, by whoever is in a hurry, and many a rule here asks less of it.",
  severity: "mandatory",
  control: control("A.5.13"),
  example: {
    violation: "costCentre: schools-is in Sweden's datacenter, or tier: staging on the vault",
    remedy: "tags: the tier's own, which come from the settings",
  },
  checkStack: (stack) =>
    stack.resources
      .filter(isAzure)
      .filter(({ inputs }) => read(inputs, "tags").kind === "value")
      .flatMap((resource) => [
        ...judgeSettings(stack, resource),
        ...judgeMarkets(stack, resource),
        ...judgeStage(stack, resource),
      ]),
};

/** What is missing at all is told by `order-tags`. */
function judgeSettings(stack: Stack, resource: Resource): readonly Finding[] {
  return Object.entries(stack.settings.tags)
    .filter(([name]) => read(resource.inputs, `tags.${name}`).kind !== "absent")
    .flatMap(([name, value]) =>
      expectValue(resource, `tags.${name}`, is(value), {
        required: `${value}, by the settings`,
        remedy: `Pass the tier's tags on: \`${name}\` comes from \`tags\` of the datacenter's settings.`,
      }),
    );
}

function judgeMarkets({ settings }: Stack, resource: Resource): readonly Finding[] {
  const codes: readonly string[] = settings.markets.map(({ code }) => code);
  return expectValue(
    resource,
    "tags.market",
    (market) => new Set(String(market).split(" ")).symmetricDifference(new Set(codes)).size === 0,
    {
      required: codes.join(" "),
      remedy: "Pass the tier's tags on: they name the datacenter's markets.",
      safeWhenAbsent: true,
    },
  );
}

/** By the group in which it stands; in a group of both, as the network's, by its own name. */
function judgeStage(stack: Stack, resource: Resource): readonly Finding[] {
  const tier = textAt(resource.inputs, "tags.tier");
  if (tier === undefined) return [];
  const isIn = standsInStaging(stack, resource);
  const hasGroup = madeFrom(stack, resource, "resourceGroupName").some(
    ({ type }) => type === T.resourceGroup,
  );
  if (isIn) {
    return expectValue(resource, "tags.tier", is(...IN_STAGING), {
      required: IN_STAGING.join(" or "),
      remedy: "Pass staging's tags on: the resource stands in staging's group.",
    });
  }
  if (tier !== "staging" || isNamedStaging(resource)) return [];
  return hasGroup || resource.type === T.resourceGroup
    ? [
        violation(resource, "tags.tier", "staging", {
          required: "its own tier: it stands in none of staging's groups",
          remedy: "Pass the tier's own tags on.",
        }),
      ]
    : [];
}

/** A name of Azure's that says staging. */
function isNamedStaging({ inputs }: Resource): boolean {
  return Object.entries(inputs).some(
    ([property, value]) => /Name$/.test(property) && /staging/i.test(String(value)),
  );
}
