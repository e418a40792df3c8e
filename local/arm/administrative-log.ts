import { logActivity } from "../behaviours/monitor/activity-log.ts";
import { CLIENT } from "../store/log.ts";
import { parseResourceId } from "../store/resource-id.ts";
import type { Store } from "../store/store.ts";
import type { ArmRequest } from "./arm-message.ts";

const VERBS = { PUT: "write", PATCH: "write", DELETE: "delete", POST: "action" } as const;

/**
 * Logs a client's write as Azure does: `TYPE/write`, `TYPE/delete` or `TYPE/ACTION/action`, with the
 * code of a refusal. Reads are not logged.
 *
 * @param path the request's path, without its query.
 * @param refusal code and text, where it was refused.
 */
export function logWrite(
  store: Store,
  at: number,
  { method }: ArmRequest,
  path: string,
  refusal?: { readonly code: string; readonly message: string },
): void {
  if (method === "GET" || method === "HEAD") return;
  const action = method === "POST" ? path.split("/").at(-1) : undefined;
  const resourceId = action === undefined ? path : path.slice(0, -action.length - 1);
  const type = parseResourceId(resourceId)?.type ?? "Microsoft.Resources/subscriptions";
  const operationName = [type, ...(action === undefined ? [] : [action]), VERBS[method]].join("/");
  logActivity(store, at, {
    resourceId,
    operationName,
    category: "Administrative",
    level: refusal === undefined ? "Informational" : "Error",
    status: refusal === undefined ? "Succeeded" : "Failed",
    caller: CLIENT,
    description:
      refusal === undefined
        ? `${method} was carried out.`
        : `${method} was refused: ${refusal.code}. ${refusal.message}`,
  });
}
