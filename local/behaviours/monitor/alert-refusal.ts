import { Refusal } from "../refusal.ts";

/** What a log alert rule is refused with at `target`. The code is undocumented: ours. */
export function refused(target: string, message: string): Refusal {
  return new Refusal("BadRequest", message, { target });
}
