import { REGIONS, type Zone } from "./regions.ts";
import { MONTH_NAMES, writtenMonth } from "./schema/budget.ts";
import type { Datacenter } from "./schema/datacenter.ts";
import { writtenDate } from "./schema/season.ts";
import type {
  BackupSettings,
  BudgetSettings,
  DatabaseSettings,
  DdosProtectionSettings,
  SeasonSettings,
  Settings,
  WebImageSettings,
} from "./settings.ts";

/** Brings checked settings into their final shape: zones sorted and as text, unions decided. */
export function normalise(checked: Datacenter): Settings {
  const { region, uniqueSuffix, markets, network, edge, secrets, web, staging, watch, tags } =
    checked;
  const { image, adminSshPublicKey, ...sizes } = web;
  return {
    region,
    zones: checked.zones?.map((zone) => String(zone) as Zone).sort() ?? [...REGIONS[region].zones],
    uniqueSuffix,
    markets,
    network: { ...network, ddosProtection: decideProtection(network.ddosProtection) },
    edge,
    secrets,
    web: {
      ...sizes,
      image: decideImage(image),
      adminSshPublicKey: adminSshPublicKey.trim(),
    },
    database: decideEngine(checked.database),
    staging: {
      floor: staging.floor,
      ceiling: staging.ceiling,
      image: decideImage(staging.image ?? image),
      oracle: staging.oracle,
    },
    watch,
    storage: checked.storage,
    backup: decideBackup(checked.backup),
    ...(checked.budget === undefined ? {} : { budget: decideBudget(checked.budget) }),
    season: readDate(checked.season.today),
    tags,
  };
}

function decideProtection(
  written: Datacenter["network"]["ddosProtection"],
): DdosProtectionSettings {
  const { mode, planId } = written;
  if (mode !== "plan") return { mode };
  if (planId === undefined) throw new Error("A rule must have refused a plan without its id");
  return { mode, planId };
}

function decideBackup({
  lockWords,
  resourceGuardId,
  ...rest
}: Datacenter["backup"]): BackupSettings {
  return { ...rest, ...(resourceGuardId === undefined ? {} : { resourceGuardId }) };
}

function decideEngine({
  engine,
  postgresql,
  oracle,
  zone,
  standbyZone,
  ...common
}: Datacenter["database"]): DatabaseSettings {
  const both = { ...common, zone: `${zone}` as Zone, standbyZone: `${standbyZone}` as Zone };
  if (engine === "postgresql" && postgresql !== undefined) return { ...both, engine, postgresql };
  if (engine === "oracle" && oracle !== undefined) {
    const { observerZone, sshPublicKey, ...rest } = oracle;
    const trimmed = sshPublicKey.trim();
    const own = { ...rest, observerZone: `${observerZone}` as Zone, sshPublicKey: trimmed };
    return { ...both, engine, oracle: own };
  }
  throw new Error("A rule must have refused a database without its engine's section");
}

function decideBudget(written: NonNullable<Datacenter["budget"]>): BudgetSettings {
  const until = written.until === undefined ? undefined : writtenMonth(written.until);
  return {
    amounts: MONTH_NAMES.map((name) => written.months[name] ?? written.monthly),
    ...(until === undefined ? {} : { until }),
  };
}

function readDate(written: string | undefined): SeasonSettings {
  const today = written === undefined ? undefined : writtenDate(written);
  return today === undefined ? {} : { today };
}

function decideImage({ gallery, marketplace }: Datacenter["web"]["image"]): WebImageSettings {
  if (gallery !== undefined) return { gallery };
  if (marketplace === undefined) throw new Error("A rule must have refused clones without image");
  return { marketplace };
}
