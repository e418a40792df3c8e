import type { StoredEvent } from "../store/events.ts";
import { UserError } from "../user-error.ts";

const CODE = "event-failed";

/**
 * That something can't happen, so that time stands still before it, in words for the person at the
 * keyboard. What the store refuses (store-full and the like) comes back as it was.
 */
export function eventFailure(error: unknown, { kind, subject, due }: StoredEvent): unknown {
  if (error instanceof UserError && error.code.startsWith("store-")) return error;
  const at = Temporal.Instant.fromEpochMilliseconds(due).toString({ smallestUnit: "second" });
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError(
    CODE,
    `"${kind}" of ${subject} failed at ${at}: ${reason}\n` +
      "It was undone, and the local Azure's time stands still before it. If a load or a fault is the reason, " +
      "`npx gradetide local load STACK none` or `npx gradetide local fault lift all` mends it; " +
      "`npx gradetide local log` says what came before. `npx gradetide local reset --yes` starts anew.",
    { cause: error },
  );
}

export function isEventFailure(error: unknown): error is UserError {
  return error instanceof UserError && error.code === CODE;
}
