/** Days that the deployed autoscale setting must cover; below that, people are told. */
export const COVER_ALERT_DAYS = 14;

/**
 * The log query that finds the autoscale setting, one row, as long as it is switched on and its tag
 * `coveredUntil` is a date at least 14 days away (a date is the start of its day in UTC). A tag that is missing
 * or is no date compares as nothing, and so does a setting that is gone or can't be read: no row.
 *
 * It uses only `where`, `project`, conversions and `now`: log alerts take joins with Resource Graph with a hint
 * only, and some aggregations not at all.
 * Source: Microsoft Learn, "Correlate data in Azure Data Explorer and Azure Resource Graph with data in a Log
 * Analytics workspace" and "Samples of Azure Monitor log search alert rule queries" (certificates that expire).
 */
export function coverQuery(autoscaleSettingId: string): string {
  return [
    'arg("").Resources',
    '| where type =~ "microsoft.insights/autoscalesettings"',
    `| where id =~ "${autoscaleSettingId}"`,
    "| where tobool(properties.enabled)",
    `| where todatetime(tostring(tags.coveredUntil)) >= now() + ${COVER_ALERT_DAYS}d`,
    "| project id",
  ].join("\n");
}
