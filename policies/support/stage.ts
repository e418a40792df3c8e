import { madeFrom, ofType, type Stack } from "./policy.ts";
import { textAt } from "./read.ts";
import type { Resource } from "./resource.ts";
import { T } from "./types.ts";

/** Production serves users; staging is the copy on which an image runs before. */
export type Stage = "production" | "staging";

/** The scale sets that join the gateway's pool. */
export function setsBehindGateway(stack: Stack): readonly Resource[] {
  return ofType(stack, T.scaleSet).filter((set) =>
    madeFrom(stack, set, "virtualMachineProfile").some(({ type }) => type === T.gateway),
  );
}

/**
 * The stage of a scale set: production's is behind the gateway. The tier's tag says it where none is, and of several
 * which is staging's: to both `web-behind-gateway` objects.
 */
export function stageOf(stack: Stack, set: Resource): Stage {
  const behind = setsBehindGateway(stack);
  const untagged = behind.filter((one) => !isTaggedStaging(one));
  const serving = untagged.length > 0 ? untagged : behind;
  if (serving.length > 0) return serving.includes(set) ? "production" : "staging";
  return isTaggedStaging(set) ? "staging" : "production";
}

function isTaggedStaging({ inputs }: Resource): boolean {
  return textAt(inputs, "tags.tier") === "staging";
}

/** The stage of an autoscale setting: that of the set which it targets. */
export function stageOfSetting(stack: Stack, setting: Resource): Stage {
  const [set] = madeFrom(stack, setting, "targetResourceUri").filter(
    ({ type }) => type === T.scaleSet,
  );
  return set === undefined ? "production" : stageOf(stack, set);
}

/**
 * Whether a resource is staging's copy of one that production has, as its database is: it holds no pupil's data,
 * and may be lost. One without a twin in production is production's, whatever its tag says.
 */
export function isStagingCopy(stack: Stack, resource: Resource): boolean {
  const [owner = resource] = madeFrom(stack, resource, "serverName");
  if (textAt(owner.inputs, "tags.tier") !== "staging") return false;
  return ofType(stack, owner.type).some((one) => textAt(one.inputs, "tags.tier") !== "staging");
}

/** Whether a resource is staging's: a copy of what production has, its clones, or their autoscale setting. */
export function isStaging(stack: Stack, resource: Resource): boolean {
  if (isStagingCopy(stack, resource)) return true;
  if (resource.type === T.scaleSet) return stageOf(stack, resource) === "staging";
  return resource.type === T.autoscale && stageOfSetting(stack, resource) === "staging";
}

/** Whether a resource stands in a group that is tagged as staging's; unsure, as of no group that is known, it does not. */
export function standsInStaging(stack: Stack, resource: Resource): boolean {
  return madeFrom(stack, resource, "resourceGroupName").some(
    ({ type, inputs }) => type === T.resourceGroup && textAt(inputs, "tags.tier") === "staging",
  );
}
