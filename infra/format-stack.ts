/**
 * A stack as V8 writes it, for `Error.prepareStackTrace`. Pulumi's would be mapped back to sources, which ours are
 * already; and none at all for the nameless errors by which its SDK notes, a dozen times a resource, where a promise was
 * made: half a second of each preview. Only its source positions, read with no limit, need such a stack.
 */
export function formatStack(error: Error, sites: readonly NodeJS.CallSite[]): string {
  if (error.message === "" && Number.isFinite(Error.stackTraceLimit)) return "";
  return [String(error), ...sites.map((site) => `    at ${site}`)].join("\n");
}
