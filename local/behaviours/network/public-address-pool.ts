import type { Store } from "../../store/store.ts";
import { textAt } from "../support/json.ts";

/**
 * The addresses that RFC 5737 sets aside for documentation: 762 that no machine on the internet
 * has, so that a mistake never reaches anyone.
 */
const RANGES = ["203.0.113", "198.51.100", "192.0.2"];
const PER_RANGE = 254;
const SIZE = RANGES.length * PER_RANGE;

/** The address with that number; they come round after 762. */
export function publicAddress(number: number): string {
  const place = number % SIZE;
  return `${RANGES[Math.floor(place / PER_RANGE)]}.${1 + (place % PER_RANGE)}`;
}

/** An address that no public address in the store has; undefined when all are taken. */
export function takePublicAddress(store: Store): string | undefined {
  const taken = new Set(
    store
      .list({ type: "Microsoft.Network/publicIPAddresses" })
      .map((document) => textAt(document, "properties.ipAddress")),
  );
  if (taken.size >= SIZE) return undefined;
  for (;;) {
    const address = publicAddress(store.next("public address"));
    if (!taken.has(address)) return address;
  }
}
