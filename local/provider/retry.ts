import { setTimeout as sleep } from "node:timers/promises";
import type { ArmRequest, ArmResponse } from "../arm/control-plane.ts";
import { objectAt, textAt } from "../behaviours/support/json.ts";

/** Source: Azure/azure-sdk-for-go, sdk/azcore/runtime/policy_retry.go (its default status codes). */
const RETRIED = [408, 429, 500, 502, 503, 504];

/** Tries after the first. Source: the same file; azure-native leaves it as it is. */
const RETRIES = 3;

/**
 * Seconds before the first retry and the most before any. Source: pulumi/pulumi-azure-native,
 * provider/pkg/azure/client_azcore.go (20 s, then 60 s and 120 s).
 */
const DELAY = 20;
const MOST = 120;

/**
 * How many times as fast as the vendor's plugin ours waits: where nothing gets better by waiting, a
 * deployment need not stand still for minutes. Milliseconds instead of seconds.
 */
const QUICKER = 1_000;

/** Waits `seconds` of the policy. */
export type Wait = (seconds: number) => Promise<void>;

const waitShortly: Wait = async (seconds) => {
  await sleep((seconds * 1_000) / QUICKER);
};

/**
 * Asks as the vendor's plugin does: what may pass by itself is tried again, up to four times in all,
 * after the wait that Azure names or a growing one. 409 and 412 fail at once, except for a 409 that
 * says AnotherOperationInProgress; so does a Retry-After of more than two minutes. The policy's random
 * part of the wait is left out.
 */
export async function askWithRetries(
  ask: (request: ArmRequest) => Promise<ArmResponse>,
  request: ArmRequest,
  wait: Wait = waitShortly,
): Promise<ArmResponse> {
  for (let retry = 1; ; retry += 1) {
    const response = await ask(request);
    if (retry > RETRIES || !mayPass(response)) return response;
    const seconds = response.retryAfter ?? Math.min(MOST, DELAY * (2 ** retry - 1));
    if (seconds > MOST) return response;
    await wait(seconds);
  }
}

function mayPass({ status, body }: ArmResponse): boolean {
  if (RETRIED.includes(status)) return true;
  return status === 409 && textAt(objectAt(body, "error"), "code") === "AnotherOperationInProgress";
}
