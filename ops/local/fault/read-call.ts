import { CALL_STATUSES } from "../../../local/behaviours/faults/call-answers.ts";
import type { FaultWhat } from "../../../local/behaviours/faults/fault.ts";
import { type FaultPlace, type FaultWords, list, readCount } from "./fault-words.ts";

const METHODS = ["GET", "HEAD", "PUT", "PATCH", "DELETE", "POST", "*"];

/** "METHOD TYPE" with its status and counts. */
export function readCall(
  { what, status, nth = "1", times = "1" }: FaultWords,
  { types }: FaultPlace,
  problems: string[],
): FaultWhat | undefined {
  const [method = "", type = "", ...rest] = (what ?? "").trim().split(/\s+/);
  if (type === "" || rest.length > 0) {
    problems.push(
      `call "${what ?? ""}": write method and type, for example "PUT Microsoft.Compute/virtualMachineScaleSets" or "* *".`,
    );
  } else {
    if (!METHODS.includes(method.toUpperCase())) {
      problems.push(`call "${what}": ${method} is no method. There are ${list(METHODS, "and")}.`);
    }
    if (type !== "*" && !types.some((known) => known.toLowerCase() === type.toLowerCase())) {
      problems.push(
        `call "${what}": the local Azure does not know ${type}. There are ${list(types, "and")}.`,
      );
    }
  }
  const code = Number(status);
  if (!CALL_STATUSES.includes(code)) {
    const allowed = `It is ${list(CALL_STATUSES.map(String), "or")}.`;
    problems.push(
      status === undefined
        ? `--status: say what the call fails with. ${allowed}`
        : `--status ${status}: is not among those that a call fails with. ${allowed}`,
    );
  }
  const first = readCount("--nth", nth, problems);
  const count = readCount("--times", times, problems);
  const known = types.find((one) => one.toLowerCase() === type.toLowerCase()) ?? type;
  return {
    ...{ kind: "call", method: method.toUpperCase(), type: known, status: code },
    ...{ nth: first, times: count },
  };
}
