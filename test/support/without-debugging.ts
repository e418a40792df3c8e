import * as pulumi from "@pulumi/pulumi";
import debuggable from "@pulumi/pulumi/runtime/debuggable.js";

/** What Pulumi keeps for its own debugging: where each promise and each resource was made. */
interface Traced {
  stackTrace(skip: number): readonly object[];
}

/**
 * Runs something on Pulumi's mocks without the stack traces that Pulumi takes of every promise and resource and no test here
 * reads: half of the time of a whole datacenter. Only for what declares hundreds of them.
 */
export async function withoutDebugging<T>(run: () => Promise<T>): Promise<T> {
  const promises = debuggable as { debuggablePromise: <P>(promise: P) => P };
  const resources = pulumi.Resource as unknown as Traced;
  const { debuggablePromise } = promises;
  const { stackTrace } = resources;
  const { stackTraceLimit } = Error;
  promises.debuggablePromise = (promise) => promise;
  resources.stackTrace = () => [];
  Error.stackTraceLimit = 0;
  try {
    return await run();
  } finally {
    promises.debuggablePromise = debuggablePromise;
    resources.stackTrace = stackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}
