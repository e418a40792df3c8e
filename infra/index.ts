import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import { withoutOldVersionAliases } from "./datacenter/aliases.ts";
import { Datacenter } from "./datacenter/datacenter.ts";
import { requireRunbooks } from "./datacenter/watch/runbooks.ts";
import {
  checkBesideOthers,
  checkRelease,
  deploymentDay,
  imageName,
  parseSettings,
  type Settings,
  UserError,
} from "./settings/index.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/**
 * The program: one stack's settings in, its season planned, one datacenter out.
 *
 * @returns the stack's outputs.
 * @throws RunError with everything that is wrong in its settings, or else in data/, before any resource is
 * registered.
 */
export async function program(): Promise<Record<string, unknown>> {
  const stack = pulumi.getStack();
  await orRunError(() => requireRunbooks(ROOT));
  const settings = await orRunError(() => stackSettings(stack));
  const { seasonOutputs, stackSeason } = await import("./stack-season.ts");
  const plan = await orRunError(() => stackSeason(ROOT, stack, settings));
  pulumi.runtime.registerStackTransformation(withoutOldVersionAliases);
  const datacenter = new Datacenter(stack, settings, plan);
  return {
    region: settings.region,
    zones: settings.zones,
    hostnames: settings.markets.map(({ hostname }) => hostname),
    gatewayAddress: datacenter.edge.address,
    gatewayFqdn: datacenter.edge.fqdn,
    gatewayId: datacenter.edge.gatewayId,
    scaleSetId: datacenter.web.scaleSetId,
    database: {
      engine: settings.database.engine,
      host: datacenter.database.host,
      size: plan.declared.databaseSize,
      zone: datacenter.database.zone,
      standbyZone: datacenter.database.standbyZone,
    },
    backup: backupOutputs(datacenter, settings),
    staging: {
      scaleSetId: datacenter.staging.scaleSetId,
      image: imageName(settings.staging.image),
      databaseHost: datacenter.staging.databaseHost,
    },
    vaultUri: datacenter.secrets.vaultUri,
    onDuty: { emails: settings.watch.emails, phones: settings.watch.phones },
    season: seasonOutputs(plan),
  };
}

function backupOutputs({ backup }: Datacenter, { backup: settings }: Settings): object {
  const { resourceGuardId, ...told } = settings;
  const machines = backup.machineVaultId === undefined ? [] : [backup.machineVaultId];
  return {
    ...told,
    guarded: resourceGuardId !== undefined,
    vaultIds: [backup.vaultId, ...machines],
  };
}

function stackSettings(stack: string): Settings {
  const file = `Pulumi.${stack}.yaml`;
  const path = join(ROOT, file);
  const settings = parseSettings({
    stack,
    file,
    text: existsSync(path) ? readFileSync(path, "utf8") : undefined,
    value: new pulumi.Config("gradetide").getObject("datacenter"),
  });
  if (existsSync(path)) {
    checkBesideOthers(ROOT, stack);
    checkRelease(ROOT, stack, deploymentDay(settings));
  }
  return settings;
}

/** What a person must mend is told without a stack trace. */
async function orRunError<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof UserError ? new pulumi.RunError(error.message) : error;
  }
}
