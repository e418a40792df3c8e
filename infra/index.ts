import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import { withoutOldVersionAliases } from "./datacenter/aliases.ts";
import { Datacenter } from "./datacenter/datacenter.ts";
import {
  checkBesideOthers,
  parseSettings,
  type Settings,
  SettingsError,
} from "./settings/index.ts";

/**
 * The program: one stack's settings in, one datacenter out.
 *
 * @returns the stack's outputs.
 * @throws RunError with every wrong setting, before any resource is registered.
 */
export function program(): Record<string, unknown> {
  const stack = pulumi.getStack();
  const settings = stackSettings(stack);
  pulumi.runtime.registerStackTransformation(withoutOldVersionAliases);
  const datacenter = new Datacenter(stack, settings);
  return {
    region: settings.region,
    zones: settings.zones,
    hostnames: settings.markets.map(({ hostname }) => hostname),
    gatewayAddress: datacenter.edge.address,
    gatewayFqdn: datacenter.edge.fqdn,
    gatewayId: datacenter.edge.gatewayId,
    scaleSetId: datacenter.web.scaleSetId,
    vaultUri: datacenter.secrets.vaultUri,
  };
}

function stackSettings(stack: string): Settings {
  const file = `Pulumi.${stack}.yaml`;
  const root = fileURLToPath(new URL("..", import.meta.url));
  const path = join(root, file);
  try {
    const settings = parseSettings({
      stack,
      file,
      text: existsSync(path) ? readFileSync(path, "utf8") : undefined,
      value: new pulumi.Config("gradetide").getObject("datacenter"),
    });
    if (existsSync(path)) checkBesideOthers(root, stack);
    return settings;
  } catch (error) {
    throw error instanceof SettingsError ? new pulumi.RunError(error.message) : error;
  }
}
