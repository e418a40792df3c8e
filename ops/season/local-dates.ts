/** Days, as tables and charts name them: "Mon 23 Nov". */
export function dayName(at: Temporal.Instant, zone: string): string {
  const { dayOfWeek, day, month } = at.toZonedDateTimeISO(zone);
  return `${WEEKDAYS[dayOfWeek - 1]} ${day} ${MONTHS[month - 1]}`;
}

/** From the first to the last day of a half-open stretch, both included: "Mon 23 Nov – Sun 29 Nov". */
export function daysName(start: Temporal.Instant, end: Temporal.Instant, zone: string): string {
  const last = end.subtract({ nanoseconds: 1 });
  const [first, until] = [dayName(start, zone), dayName(last, zone)];
  return first === until ? first : `${first} – ${until}`;
}

/** Minutes after midnight as a time: "07:30". */
export function timeName(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

export const MONTHS = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
] as const;

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
