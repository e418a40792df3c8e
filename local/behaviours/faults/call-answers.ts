import { Refusal } from "../refusal.ts";
import { uuidOf } from "../support/made-up.ts";

/** One request to ARM, as far as a fault looks at it. */
export interface Call {
  readonly method: string;
  /** The full type, e.g. "Microsoft.Compute/virtualMachineScaleSets". */
  readonly type: string;
  /** The path of the request. */
  readonly path: string;
  readonly subscriptionId: string;
  /** ISO 8601. */
  readonly now: string;
}

/**
 * Seconds in Retry-After. Assumed: what one report quotes (MicrosoftDocs/azure-docs#105248). Azure
 * says what it likes; azcore gives up on more than two minutes.
 */
const RETRY_AFTER = 6;

/** What ARM answers, by status. Each code and text as the report beside it quotes them. */
const ANSWERS: Readonly<Record<number, (call: Call) => Refusal>> = {
  // microsoft/onefuzz#2124
  409: () =>
    new Refusal(
      "Conflict",
      "The request failed due to conflict with a concurrent request. To resolve it, please refer to https://aka.ms/activitylog to get more details on the conflicting requests.",
      { status: 409 },
    ),
  // kubernetes-sigs/cloud-provider-azure#9729
  412: () => new Refusal("PreconditionFailed", "Precondition failed.", { status: 412 }),
  // MicrosoftDocs/azure-docs#105248
  429: ({ method, path, subscriptionId }) =>
    new Refusal(
      "SubscriptionRequestsThrottled",
      `Number of requests for subscription '${subscriptionId}' and operation '${operation(method, path)}' exceeded the backend storage limit. Please try again after '${RETRY_AFTER}' seconds.`,
      { status: 429, retryAfter: RETRY_AFTER },
    ),
  // mspnp/app-service-environments-ILB-deployments#3
  500: ({ now, path }) =>
    new Refusal(
      "InternalServerError",
      `There was an unexpected InternalServerError. Please try again later. x-ms-correlation-request-id: ${uuidOf(`correlation ${path} ${now}`)}`,
      { status: 500 },
    ),
  // microsoft/MLOS#950
  503: ({ now, path, subscriptionId }) =>
    new Refusal(
      "ServerTimeout",
      `The request timed out. Diagnostic information: timestamp '${stamp(now)}', subscription id '${subscriptionId}', tracking id '${uuidOf(`tracking ${path} ${now}`)}', request correlation id '${uuidOf(`correlation ${path} ${now}`)}'.`,
      { status: 503 },
    ),
};

/** The statuses that a call can be made to fail with. */
export const CALL_STATUSES: readonly number[] = Object.keys(ANSWERS).map(Number);

export function callAnswer(status: number, call: Call): Refusal {
  const answer = ANSWERS[status];
  if (answer === undefined) throw new Error(`No answer is known for status ${status}.`);
  return answer(call);
}

/** "PUT/SUBSCRIPTIONS/RESOURCEGROUPS/PROVIDERS/…": the path without its names, with its namespace. */
function operation(method: string, path: string): string {
  const segments = path.split("/").filter((segment) => segment !== "");
  const kinds: string[] = [];
  for (let index = 0; index < segments.length; index += 2) {
    const segment = segments[index] ?? "";
    kinds.push(segment);
    if (segment.toLowerCase() === "providers") kinds.push(segments[index + 1] ?? "");
  }
  return [method, ...kinds].join("/").toUpperCase();
}

/** "20250209T125446Z". */
function stamp(now: string): string {
  return Temporal.Instant.from(now).toString({ smallestUnit: "second" }).replaceAll(/[-:]/g, "");
}
