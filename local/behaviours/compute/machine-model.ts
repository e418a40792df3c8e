import type { Json, JsonObject } from "../../json.ts";
import { BOOT_TIMES, type BootTimes } from "../facts/boot-times.ts";
import { asObject, numberAt, objectAt, textAt } from "../support/json.ts";
import { hexOf } from "../support/made-up.ts";
import type { HealthProbes } from "./machine-state.ts";
import { healthExtension } from "./upgrade-checks.ts";

const PROFILE = "properties.virtualMachineProfile";

/**
 * Names the model that a set gives its machines: the same for the same profile and size. Secrets are
 * not stored and therefore don't count.
 */
export function modelOf(set: JsonObject): string {
  const model = [textAt(set, "sku.name") ?? "", objectAt(set, PROFILE) ?? {}];
  return hexOf(`model ${JSON.stringify(canonical(model))}`, 12);
}

/** How long the machines of a set take to boot. */
export function bootTimesOf(set: JsonObject | undefined): BootTimes {
  const windows =
    textAt(set, `${PROFILE}.storageProfile.osDisk.osType`) === "Windows" ||
    objectAt(set, `${PROFILE}.osProfile.windowsConfiguration`) !== undefined;
  const image = objectAt(set, `${PROFILE}.storageProfile.imageReference`);
  const gallery = image?.id !== undefined || image?.communityGalleryImageId !== undefined;
  const found = BOOT_TIMES.find(
    (row) =>
      row.os === (windows ? "Windows" : "Linux") &&
      row.image === (gallery ? "gallery" : "marketplace"),
  );
  if (found === undefined) throw new Error("A row is missing in the table of boot times.");
  return found;
}

/**
 * How the application health extension of a set's model asks its machines; null without one.
 * Source of the defaults: Microsoft Learn, "Using Application Health extension with Virtual Machine
 * Scale Sets".
 */
export function healthProbesOf(set: JsonObject): HealthProbes | null {
  const extension = healthExtension(set);
  if (extension === undefined) return null;
  const settings = objectAt(extension, "properties.settings");
  const interval = (numberAt(settings, "intervalInSeconds") ?? 5) * 1000;
  const count = numberAt(settings, "numberOfProbes") ?? 1;
  return {
    interval,
    count,
    grace: (numberAt(settings, "gracePeriod") ?? (interval * count) / 1000) * 1000,
    rich: (textAt(extension, "properties.typeHandlerVersion") ?? "1.0").startsWith("2"),
    tcp: textAt(settings, "protocol")?.toLowerCase() === "tcp",
  };
}

function canonical(value: Json): Json {
  if (Array.isArray(value)) return value.map(canonical);
  const object = asObject(value);
  if (object === undefined) return value;
  return Object.fromEntries(
    Object.entries(object)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]): [string, Json] => [key, canonical(inner)]),
  );
}
