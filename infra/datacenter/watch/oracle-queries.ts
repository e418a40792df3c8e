/** The facility and the name under which Oracle's machines write their measures (database/oracle/install/measure.sh). */
export const MEASURES = { facility: "local3", process: "gradetide-oracle" } as const;

/** What a line is about: `space` and `connections` in percent, `lag` in seconds, the others 1 for yes and 0 for no. */
export type Measure = "space" | "connections" | "lag" | "failover" | "serves";

/** All lines, read: "WHAT NUMBER OF". Source: Microsoft Learn, "Syslog" (the table's columns). */
const LINES = [
  "Syslog",
  `| where Facility == "${MEASURES.facility}" and ProcessName == "${MEASURES.process}"`,
  '| parse SyslogMessage with What " " Number:long " " Of',
];

/** What is above a limit on any machine: a row each. */
export function aboveQuery(what: "space" | "connections" | "lag", limit: number): string {
  return [
    ...LINES,
    `| where What == "${what}" and Number > ${limit}`,
    "| summarize Number = max(Number) by Computer, Of",
  ].join("\n");
}

/** Machines that have said of themselves that theirs is the primary, and open. */
export function servesQuery(): string {
  return [
    ...LINES,
    '| where What == "serves" and Number == 1 and Of == "primary"',
    "| summarize by Computer",
  ].join("\n");
}

/** A row where the primary has said each time that nothing could take over from it. */
export function noFailoverQuery(): string {
  return [
    ...LINES,
    '| where What == "failover"',
    "| summarize Ready = max(Number), Of = take_any(Of) by Computer",
    "| where Ready == 0",
  ].join("\n");
}

/** A row for each kind of measure that is whole: space and connections from every machine, the lag from one. */
export function wholeQuery(machines: number): string {
  return [
    ...LINES,
    '| where What in ("space", "connections", "lag")',
    "| summarize Machines = dcount(Computer) by What",
    `| where Machines >= iff(What == "lag", 1, ${machines})`,
  ].join("\n");
}

/** How many rows {@link wholeQuery} has where nothing is missing. */
export const WHOLE = 3;
