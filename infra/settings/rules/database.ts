import { DATABASE_CONNECTIONS, DATABASE_SIZE_NAMES } from "../database-sizes.ts";
import { type Finding, valueAt } from "../finding.ts";
import { LIMITS } from "../limits.ts";
import { MARKETS } from "../markets.ts";
import { REGIONS } from "../regions.ts";
import { refuseRedundancy } from "../residency.ts";
import { RETENTION_FLOORS } from "../retention-floors.ts";
import { isRecord } from "../salvage.ts";
import type { Rule } from "./rule.ts";

/** The standby stands in another zone than the primary. */
export const standbyIsElsewhere: Rule = ({ settings }) => {
  const { zone, standbyZone } = settings.database ?? {};
  if (zone === undefined || standbyZone === undefined || String(zone) !== String(standbyZone)) {
    return [];
  }
  const own = settings.zones?.flatMap((one) => (one === undefined ? [] : [String(one)])) ?? [];
  const other = [...own, "1", "2"].find((one) => one !== String(zone));
  return [
    {
      path: ["database", "standbyZone"],
      allowed: `another zone than the primary's, database.zone (${zone}): a standby that is lost with it is none`,
      edit: `set \`standbyZone: ${other}\``,
    },
  ];
};

/** The smallest size is not above the largest. */
export const smallestBelowLargest: Rule = ({ settings }) => {
  const { smallest, largest } = settings.database ?? {};
  if (smallest === undefined || largest === undefined) return [];
  const place = DATABASE_SIZE_NAMES.indexOf(largest);
  if (DATABASE_SIZE_NAMES.indexOf(smallest) <= place) return [];
  return [
    {
      path: ["database", "smallest"],
      allowed: `a size not above database.largest: ${DATABASE_SIZE_NAMES.slice(0, place + 1).join(", ")}`,
      edit: `set \`smallest: ${largest}\`, or raise \`largest\``,
    },
  ];
};

/** The smallest size takes the connections: their number stays the same when the size changes. */
export const smallestTakesTheConnections: Rule = ({ settings }) => {
  const { smallest, connections } = settings.database ?? {};
  if (smallest === undefined || connections === undefined) return [];
  const most = DATABASE_CONNECTIONS[smallest];
  if (connections <= most) return [];
  const larger = DATABASE_SIZE_NAMES.find((name) => DATABASE_CONNECTIONS[name] >= connections);
  return [
    {
      path: ["database", "connections"],
      allowed: `at most ${most} connections, which database.smallest (${smallest}) has memory for`,
      edit: `set \`connections: ${most}\`${larger === undefined ? "" : `, or \`smallest: ${larger}\``}`,
    },
  ];
};

/** All clones at the ceiling find connections, besides those that people and jobs need. */
export const ceilingFindsConnections: Rule = ({ settings }) => {
  const { connections, connectionsPerClone } = settings.database ?? {};
  const ceiling = settings.web?.ceiling;
  if (connections === undefined || connectionsPerClone === undefined || ceiling === undefined) {
    return [];
  }
  const needed = ceiling * connectionsPerClone + LIMITS.otherConnections;
  if (connections >= needed) return [];
  return [
    {
      path: ["database", "connections"],
      allowed: `at least ${needed} connections: ${connectionsPerClone} for each of web.ceiling (${ceiling}) clones, and ${LIMITS.otherConnections} for people, jobs and backups`,
      edit: `set \`connections: ${needed}\`, or lower \`connectionsPerClone\``,
    },
  ];
};

/** What an engine alone has stands there for the engine that is chosen. */
export const engineHasItsSection: Rule = ({ settings, written }) => {
  const engine = settings.database?.engine;
  const database = valueAt(written, ["database"]);
  if (engine === undefined || !isRecord(database)) return [];
  const other = engine === "oracle" ? "postgresql" : "oracle";
  const findings: Finding[] = [];
  if (!Object.hasOwn(database, engine)) {
    findings.push({
      path: ["database", engine],
      allowed: `the section \`${engine}\`, as database.engine is ${engine}`,
      edit: `add \`${engine}:\``,
    });
  }
  if (Object.hasOwn(database, other)) {
    findings.push({
      path: ["database", other],
      received: "a section",
      allowed: `no \`${other}\`, as database.engine is ${engine}`,
      edit: `remove \`${other}\``,
    });
  }
  return findings;
};

/** The server's own backups go back as many days as each served country asks. */
export const pointInTimeReachesTheFloors: Rule = ({ settings }) => {
  const days = settings.database?.backup?.retentionDays;
  const codes = (settings.markets ?? []).flatMap((market) => market?.code ?? []);
  const floor = Math.max(0, ...codes.map((code) => RETENTION_FLOORS[code].days));
  const code = codes.find((one) => RETENTION_FLOORS[one].days === floor);
  if (days === undefined || code === undefined || days >= floor) return [];
  return [
    {
      path: ["database", "backup", "retentionDays"],
      allowed: `a whole number of days from ${floor}, the floor of ${MARKETS[code].countryName}, to ${LIMITS.pointInTimeDays.to}`,
      edit: `set \`retentionDays: ${floor}\``,
    },
  ];
};

/** The server's own backups are kept where the region can keep them, and where its markets' data may lie. */
export const serverBackupsAreTheRegions: Rule = ({ settings }) => {
  const { region, database } = settings;
  const redundancy = database?.backup?.redundancy;
  if (region === undefined || redundancy === undefined) return [];
  const codes = (settings.markets ?? []).flatMap((market) => market?.code ?? []);
  const why = refuseRedundancy(REGIONS[region], redundancy, codes);
  if (why === undefined) return [];
  const other = redundancy === "geo" ? "zone" : "geo";
  return [
    {
      path: ["database", "backup", "redundancy"],
      allowed: `\`${other}\` in ${region}: ${why}`,
      edit: `set \`redundancy: ${other}\``,
    },
  ];
};
