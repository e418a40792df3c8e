const GRAMMAR = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const SECONDS = [604_800, 86_400, 3600, 60, 1];

/** The seconds of an ISO 8601 duration in weeks, days, hours, minutes and seconds, or undefined for any other text. */
export function secondsOf(text: string): number | undefined {
  const parts = GRAMMAR.exec(text);
  if (parts === null || text === "P" || text.endsWith("T")) return undefined;
  return SECONDS.reduce((sum, unit, index) => sum + unit * Number(parts[index + 1] ?? 0), 0);
}
