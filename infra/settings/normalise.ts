import { REGIONS, type Zone } from "./regions.ts";
import type { Datacenter } from "./schema/datacenter.ts";
import { writtenDate } from "./schema/season.ts";
import type {
  DdosProtectionSettings,
  SeasonSettings,
  Settings,
  WebImageSettings,
} from "./settings.ts";

/** Brings checked settings into their final shape: zones sorted and as text, unions decided. */
export function normalise(checked: Datacenter): Settings {
  const { region, uniqueSuffix, markets, network, edge, secrets, web, watch, tags } = checked;
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
    watch,
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

function readDate(written: string | undefined): SeasonSettings {
  const today = written === undefined ? undefined : writtenDate(written);
  return today === undefined ? {} : { today };
}

function decideImage({ gallery, marketplace }: Datacenter["web"]["image"]): WebImageSettings {
  if (gallery !== undefined) return { gallery };
  if (marketplace === undefined) throw new Error("A rule must have refused clones without image");
  return { marketplace };
}
