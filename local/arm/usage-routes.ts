import { computeUsages } from "../behaviours/compute/quota-usages.ts";
import { normalLocation, REGIONS } from "../behaviours/facts/regions.ts";
import { Refusal } from "../behaviours/refusal.ts";
import type { ArmRequest, ArmResponse } from "./arm-message.ts";
import type { Environment } from "./environment.ts";
import { checkApiVersion } from "./known-type.ts";
import type { RequestUrl } from "./request-url.ts";

const PATH = /^\/subscriptions\/[^/]+\/providers\/microsoft\.compute\/locations\/([^/]+)\/usages$/i;

/**
 * What compute's quotas of a region are used for: `GET …/locations/{region}/usages`. Undefined for any
 * other request.
 *
 * @throws Refusal
 */
export function answerUsages(
  { schema, store }: Environment,
  { method }: ArmRequest,
  url: RequestUrl,
): ArmResponse | undefined {
  const [, location] = PATH.exec(url.path) ?? [];
  if (location === undefined || method !== "GET") return undefined;
  const type = "Microsoft.Compute/locations/usages";
  const versions = schema.describe("Microsoft.Compute/virtualMachineScaleSets")?.apiVersions ?? [];
  checkApiVersion(type, versions, url);
  const region = REGIONS.get(normalLocation(location));
  if (region === undefined || region.restricted) {
    throw new Refusal(
      "NoRegisteredProviderFound",
      `No registered resource provider found for location '${location}' and API version '${url.query.get("api-version")}' for type 'locations/usages'.`,
    );
  }
  return { status: 200, body: { value: computeUsages(store, region.name) } };
}
