import { parseResourceId, same } from "../store/resource-id.ts";
import type { ArmRequest } from "./arm-message.ts";
import type { RequestUrl } from "./request-url.ts";

/**
 * The full type that a request to ARM is about: of the resource that it names, of what it lists, or of
 * the resource whose action it calls.
 */
export function typeOfRequest(
  { method }: Pick<ArmRequest, "method">,
  { path, segments }: RequestUrl,
): string {
  const provider = segments.findLastIndex((segment) => same(segment, "providers"));
  if (provider < 0) return placeType(segments);
  const [namespace = "", ...rest] = segments.slice(provider + 1);
  const types = rest.filter((_, index) => index % 2 === 0);
  if (method === "POST" && rest.length > 2 && rest.length % 2 === 1) types.pop();
  return parseResourceId(path)?.type ?? [namespace, ...types].join("/");
}

/** Subscriptions, groups, and what is listed of them. */
function placeType(segments: readonly string[]): string {
  const [, , third, , fifth] = segments;
  const kind = fifth ?? third ?? "subscriptions";
  return `Microsoft.Resources/${same(kind, "resourceGroups") ? "resourceGroups" : kind}`;
}
