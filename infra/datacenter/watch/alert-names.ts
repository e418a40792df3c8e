/** How bad an alert is, in Azure's numbers, and what becomes of it. */
export const SEVERITIES = {
  0: "Schools are turned away now: everybody on duty is e-mailed and sent a text.",
  1: "Schools are turned away soon, or some of them: e-mail and text.",
  2: "Nobody notices yet. It can wait for the morning: e-mail.",
} as const;

export type Severity = keyof typeof SEVERITIES;

/** What people are told of an alert: the same in every datacenter. */
export interface AlertWords {
  /** What is wrong, as a message's title says it. */
  readonly title: string;
  readonly severity: Severity;
  /** The file in docs/runbooks, without `.md`, that says what to do. */
  readonly runbook: string;
  /** When it fires. */
  readonly when: string;
  /** Why then, and who says so. */
  readonly because: string;
}

/**
 * Every alert of a datacenter. What each asks of which resource stands in alerts-*.ts beside this; whether each has
 * its runbook is checked before any resource is declared (`requireRunbooks`).
 */
export const ALERTS = {
  "too-few-clones": {
    title: "Too few clones answer",
    severity: 0,
    runbook: "unhealthy-clones",
    when: "over 5 minutes fewer healthy clones than the plan's least floor without one zone's share",
    because:
      "The plan's floor survives the loss of a zone and no more (docs/season.md): below that, requests queue and fail.",
  },
  "unhealthy-clones": {
    title: "Clones stay unhealthy",
    severity: 2,
    runbook: "unhealthy-clones",
    when: "over an hour more than one unhealthy clone on average, besides those that scaling adds",
    because:
      "A clone that is not well is replaced after `web.gracePeriodMinutes`: an hour later repairs have not helped. Each clone that scaling adds is unhealthy while it boots, about 6 minutes (assumed, local/behaviours/facts/boot-times.ts).",
  },
  "gateway-errors": {
    title: "Requests fail",
    severity: 1,
    runbook: "gateway-errors",
    when: "in 5 minutes more than 1 % of at least 100 requests were answered with 5xx",
    because:
      "Ours: one request in a hundred is a page in ten, as a page is eight requests or more. Fewer than 100 requests are a night in which one robot would wake somebody.",
  },
  "gateway-latency": {
    title: "Answers are slow",
    severity: 2,
    runbook: "gateway-latency",
    when: "over 15 minutes clones take more than 2 seconds on average to answer",
    because:
      "Ours: at the planned load an answer takes a tenth of that (docs/load-model.md), and at two seconds people press reload, which doubles the load. Autoscale has had its 15 minutes by then.",
  },
  "gateway-units": {
    title: "The gateway comes near its most",
    severity: 1,
    runbook: "gateway-units",
    when: "over 5 minutes more capacity units than 75 % of what `edge.maximum` instances have, ten each",
    because:
      'Learn, "Application Gateway high traffic support": alert at 75 % of peak usage; above the most, requests wait and fail, and a new instance takes 6 to 7 minutes.',
  },
  "reservation-refused": {
    title: "Azure refused to reserve capacity",
    severity: 2,
    runbook: "reservation-refused",
    when: "a write of a capacity reservation has failed",
    because:
      "The reserve grows days before it is needed (docs/season.md), so there are days to mend it; without it the floor is a hope.",
  },
  "autoscale-failed": {
    title: "Autoscale could not scale",
    severity: 1,
    runbook: "autoscale-failed",
    when: "an action of the autoscale setting has failed",
    because: "The load is there, the clones are not: what stands is too small until it succeeds.",
  },
  "database-down": {
    title: "The database does not answer",
    severity: 0,
    runbook: "database-down",
    when: "for 5 minutes the server has not been alive in any minute (PostgreSQL), or in 15 minutes no machine has said that its database is the open primary (Oracle)",
    because:
      "Failing over takes 60 to 120 seconds (Learn, PostgreSQL flexible server, concepts-high-availability): after five minutes it is none. Oracle's machines say it every five minutes, and what they say may come minutes late.",
  },
  "database-space": {
    title: "The database's storage fills up",
    severity: 1,
    runbook: "database-space",
    when: "over 15 minutes more than 80 % of the storage were used at some time (PostgreSQL), or of a disk, of the recovery area without what can be given back, or of what a tablespace may grow to (Oracle)",
    because:
      "At 95 % the server is switched to read-only (Learn, PostgreSQL flexible server, concepts-storage): the rest is what a bad day writes. Oracle stands still when its recovery area is full. Ours: 80.",
  },
  "database-connections": {
    title: "The database's connections run out",
    severity: 1,
    runbook: "database-connections",
    when: "more than 85 % of the allowed connections were in use at some time: in 5 minutes (PostgreSQL), or in 15 of the processes or sessions (Oracle)",
    because:
      "The plan's ceiling keeps clones below what the database allows, a rolling upgrade's fifth more among them (docs/season.md): above 85 % something else connects. Ours: 85.",
  },
  "database-standby": {
    title: "The standby does not follow",
    severity: 2,
    runbook: "database-standby",
    when: "Azure says that the server is degraded or unavailable (PostgreSQL), or a database machine has not been available for 5 minutes (Oracle)",
    because:
      "PostgreSQL's standby is synchronous and has no lag to measure; that it is unwell stands in Resource Health (Learn, concepts-high-availability). One database is enough until the next failure.",
  },
  "database-lag": {
    title: "The standby is behind",
    severity: 2,
    runbook: "database-standby",
    when: "in 15 minutes the standby was at some time more than 300 seconds behind in what it has received or applied, or had heard nothing for as long (Oracle)",
    because:
      "Each commit is in both before it counts, so that seconds are usual; five minutes are what may be lost with both machines (archive_lag_target). Where the primary is silent the lag's own number stands still (Oracle, Database Reference, V$DATAGUARD_STATS), so its age counts.",
  },
  "database-failover": {
    title: "The standby could not take over",
    severity: 2,
    runbook: "database-standby",
    when: "over 15 minutes the primary has said each time that the observer is gone or the standby is not in step (Oracle)",
    because:
      "Data Guard fails over by itself only while the state is SYNCHRONIZED and the observer is there (Oracle, Data Guard Broker): without it, the next failure needs somebody.",
  },
  "database-silent": {
    title: "The database is not measured",
    severity: 2,
    runbook: "database-silent",
    when: "in 30 minutes not each machine has said how full and how busy its database is, or none how far it is behind (Oracle)",
    because:
      "No news is not good news: without the lines none of the alerts on space, connections and lag can fire. That nothing at all is said of a primary is another one, which wakes.",
  },
  "backup-failed": {
    title: "A backup failed",
    severity: 2,
    runbook: "backup-failed",
    when: "in the last hour a backup job has failed",
    because:
      'The query of Learn, "Monitor Azure Backup workloads". What was backed up before is kept.',
  },
  "backup-missing": {
    title: "No backup was made",
    severity: 2,
    runbook: "backup-failed",
    when: "once a day, where one of the vaults (of blobs; Oracle: of machines, too) has completed no backup in a day",
    because: "A job that never ran does not fail. Blobs and machines are backed up each day.",
  },
  "server-backup-missing": {
    title: "No backup of the server was made",
    severity: 2,
    runbook: "backup-failed",
    when: "once a day, where the vault has completed no backup of the server in 8 days (PostgreSQL)",
    because:
      "The vault's copies of a server are made once a week; a log alert looks back two days at most, so that Azure Resource Graph is asked. The server's own window covers the days between.",
  },
  "certificate-expiry": {
    title: "A certificate runs out",
    severity: 2,
    runbook: "certificate-expiry",
    when: "the vault says, once, that a certificate ends within 30 days, or has ended",
    because:
      'Key Vault renews 45 days before the end (certificate-policy.ts) and tells of the end 30 days before it (Learn, "Azure Key Vault logging"): who hears of it knows that renewing has failed for two weeks.',
  },
  "season-cover": {
    title: "The season's cover runs out",
    severity: 2,
    runbook: "season-cover",
    when: "once a day, where the deployed autoscale setting is planned for less than 14 days more",
    because: "Two weeks are enough for whoever comes back from holidays (decision 0005).",
  },
} as const satisfies Record<string, AlertWords>;

export type AlertName = keyof typeof ALERTS;
