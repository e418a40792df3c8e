/** An instant (milliseconds since 1970) as ARM writes it: ISO 8601 in UTC, without needless digits. */
export function isoInstant(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString();
}

/** An instant as ARM writes it, in milliseconds since 1970. */
export function millisecondsOf(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds;
}
