import { DATABASE_SIZE_NAMES } from "../database-sizes.ts";
import { valueAt } from "../finding.ts";
import { REGIONS } from "../regions.ts";
import type { Rule } from "./rule.ts";

/** The observer stands in the third zone: beside one of the two it would be lost with it, and with it the decision. */
export const observerIsInTheThirdZone: Rule = ({ settings }) => {
  const { database, region } = settings;
  const observerZone = database?.oracle?.observerZone;
  if (database === undefined || observerZone === undefined || region === undefined) return [];
  const taken = [database.zone, database.standbyZone].map(String);
  const zones = REGIONS[region].zones;
  const third = zones.find((one) => !taken.includes(one));
  if (String(observerZone) === third) return [];
  if (zones.includes(`${observerZone}` as never) && !taken.includes(String(observerZone)))
    return [];
  return [
    {
      path: ["database", "oracle", "observerZone"],
      allowed:
        third === undefined
          ? `a third zone, which ${region} lacks: with two, a failover is not safe`
          : `a zone that is neither the primary's nor the standby's: ${third}`,
      edit:
        third === undefined
          ? "choose another `region`, or `engine: postgresql`"
          : `set \`observerZone: ${third}\``,
    },
  ];
};

/** The recovery area holds at least what the data files can: a restore and the flashback logs go there. */
export const recoveryHoldsTheData: Rule = ({ settings }) => {
  const { storageGib, oracle } = settings.database ?? {};
  const recovery = oracle?.recoveryGib;
  if (storageGib === undefined || recovery === undefined || recovery >= storageGib) return [];
  return [
    {
      path: ["database", "oracle", "recoveryGib"],
      allowed: `a whole number of GiB, at least database.storageGib (${storageGib})`,
      edit: `set \`recoveryGib: ${storageGib}\``,
    },
  ];
};

/**
 * The licences cover the largest size that the season may choose, on both machines, and staging's machine.
 * Source: Oracle, "Licensing Oracle Software in the Cloud Computing Environment" (Azure: two vCPUs are one processor
 * where they are threads of a core, as they are in the sizes that a database may have).
 */
export const licencesCoverTheMachines: Rule = ({ settings }) => {
  const { largest, oracle } = settings.database ?? {};
  const size = settings.staging?.oracle?.size;
  const processors = oracle?.licence?.processors;
  if (largest === undefined || size === undefined || processors === undefined) return [];
  const staging = vcpusOf(size) / VCPUS_PER_PROCESSOR;
  const needed = vcpusOf(largest) + staging;
  if (processors >= needed) return [];
  const covered = DATABASE_SIZE_NAMES.findLast((name) => vcpusOf(name) + staging <= processors);
  return [
    {
      path: ["database", "oracle", "licence", "processors"],
      allowed: `at least ${needed} processor licences, two vCPUs a processor: ${vcpusOf(largest)} for database.largest (${largest}) on two machines, ${staging} for staging.oracle.size (${size})`,
      edit: `set \`processors: ${needed}\` if you hold them${covered === undefined ? "" : `, or \`largest: ${covered}\``}`,
    },
  ];
};

/** Staging's machine is set where there is one. */
export const stagingsMachineIsOracles: Rule = ({ settings, written }) => {
  const engine = settings.database?.engine;
  const path = ["staging", "oracle"];
  if (engine !== "postgresql" || valueAt(written, path) === undefined) return [];
  return [
    {
      path,
      received: "a section",
      allowed: "no `oracle`, as database.engine is postgresql",
      edit: "remove `oracle`",
    },
  ];
};

const VCPUS_PER_PROCESSOR = 2;

function vcpusOf(size: string): number {
  return Number(/^Standard_D(\d+)/.exec(size)?.[1]);
}
