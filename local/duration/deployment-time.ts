import type { Checkpoint, CheckpointResource } from "../checkpoint-files.ts";
import { typeTable } from "../schema/table.ts";
import { creationSeconds } from "./creation-times.ts";
import { forcedOrder } from "./forced-order.ts";
import { type Chain, longestChain } from "./longest-chain.ts";

/** How long Azure would take to make all of a stack anew. */
export interface DeploymentTime {
  /** The chain that decides, as the program orders its resources. */
  readonly chain: Chain;
  /** Seconds of the longest chain that Azure itself forces: no program can be quicker. */
  readonly forcedSeconds: number;
}

/**
 * How long Azure would take for a fresh stack like this one, and which resources decide it: each waits for what
 * its program said, takes its type's time (creation-times.ts), and none waits for a free hand.
 */
export function deploymentTime(checkpoint: Checkpoint): DeploymentTime {
  const resources = (checkpoint.resources ?? []).filter(isMade);
  const seconds = new Map(resources.map((one) => [one.urn, secondsOf(one)]));
  const forced = forcedOrder(
    resources.map(({ urn, id, inputs, outputs }) => ({ urn, id, inputs, outputs })),
  );
  const steps = (after: (one: Made) => readonly string[]) =>
    resources.map((one) => ({
      name: one.urn,
      seconds: seconds.get(one.urn) ?? 0,
      after: after(one),
    }));
  return {
    chain: longestChain(steps(({ dependencies = [] }) => dependencies)),
    forcedSeconds: longestChain(steps(({ urn }) => forced.get(urn) ?? [])).seconds,
  };
}

type Made = CheckpointResource & { readonly id: string };

/** What a cloud makes: no component, no provider, nothing that is only read. */
function isMade(one: CheckpointResource): one is Made {
  return one.custom && one.id !== undefined && typeTable().resources[one.type] !== undefined;
}

function secondsOf({ type }: CheckpointResource): number {
  return creationSeconds(typeTable().resources[type]?.armType ?? type);
}
