import { Refusal } from "../../behaviours/refusal.ts";
import type { ArmRequest, ArmResponse } from "../arm-message.ts";
import type { Environment } from "../environment.ts";
import { checkApiVersion } from "../known-type.ts";
import type { RequestUrl } from "../request-url.ts";
import { activityLog } from "./activity-log.ts";
import { metricValues } from "./metric-values.ts";

const METRICS = /^(.+)\/providers\/microsoft\.insights\/metrics$/i;
const EVENTS =
  /^\/subscriptions\/[^/]+\/providers\/microsoft\.insights\/eventtypes\/management\/values$/i;

/** API versions, as Microsoft's clients (@azure/arm-monitor 7.0) send them. */
const METRICS_VERSIONS = ["2018-01-01"];
const EVENTS_VERSIONS = ["2015-04-01"];

/**
 * Azure Monitor's reads: the metrics of a resource, and the activity log. Undefined for any other
 * request.
 *
 * @throws Refusal
 */
export function answerInsights(
  environment: Environment,
  { method }: ArmRequest,
  url: RequestUrl,
): ArmResponse | undefined {
  const [, resource] = METRICS.exec(url.path) ?? [];
  const isLog = EVENTS.test(url.path);
  if (resource === undefined && !isLog) return undefined;
  if (method !== "GET") {
    throw new Refusal("MethodNotAllowed", `${url.path} is read only.`, { status: 405 });
  }
  if (resource === undefined) {
    checkApiVersion("Microsoft.Insights/eventtypes", EVENTS_VERSIONS, url);
    if (url.query.has("$select")) {
      throw new Refusal("BadRequest", "Entries are given as a whole: $select is not supported.", {
        target: "$select",
      });
    }
    return {
      status: 200,
      body: { value: activityLog(environment.store, url.query.get("$filter")) },
    };
  }
  checkApiVersion("Microsoft.Insights/metrics", METRICS_VERSIONS, url);
  return { status: 200, body: metricValues(environment, resource, url.query) };
}
