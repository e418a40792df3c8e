import * as z from "zod";
import { document } from "./field.ts";

/** An availability zone, as a number or as a text. `what` says whose. */
export function zone(what: string) {
  return document(z.literal([1, 2, 3, "1", "2", "3"]), {
    what,
    allowed: "a zone of the region: 1, 2 or 3",
    example: "1",
    meant: (received) => /[123]/.exec(String(received))?.[0],
  });
}
