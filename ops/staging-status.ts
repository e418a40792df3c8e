/** What stands of staging. */
export interface StagingStatus {
  readonly clones: number;
  /** The fewest and the most clones that it is lent in the present stretch of the season. */
  readonly lent: { readonly least: number; readonly most: number };
  /** What it runs, as data/releases.yaml writes it. */
  readonly image: string;
  /** The name by which its clones find its database. */
  readonly databaseHost: string;
}

/**
 * Reads it from a stack's outputs.
 *
 * @param stands whether a resource of an id stands
 * @param clonesByZone the clones of a scale set, by zone
 * @returns undefined where staging does not stand.
 */
export async function readStaging(
  outputs: Readonly<Record<string, unknown>>,
  stands: (id: unknown) => boolean,
  clonesByZone: (scaleSetId: string) => Promise<ReadonlyMap<string, number>>,
): Promise<StagingStatus | undefined> {
  const { scaleSetId, image, databaseHost } = record(outputs.staging);
  if (!stands(scaleSetId)) return undefined;
  const clones = await clonesByZone(String(scaleSetId));
  const { least, most } = record(record(outputs.season).staging);
  return {
    clones: [...clones.values()].reduce((sum, count) => sum + count, 0),
    lent: { least: Number(least ?? 0), most: Number(most ?? 0) },
    image: String(image ?? ""),
    databaseHost: String(databaseHost ?? ""),
  };
}

/** One cell of the table; empty where staging does not stand. */
export function stagingText(staging: StagingStatus | undefined): string {
  if (staging === undefined) return "";
  const { clones, lent, image, databaseHost } = staging;
  const version = image.includes(":") ? image : image.split("/").slice(-3).join("/");
  const range = lent.least === lent.most ? `${lent.most}` : `${lent.least} to ${lent.most}`;
  return [
    `${clones} ${clones === 1 ? "clone" : "clones"}; lent ${range} of the reserve at this time`,
    version,
    ...(databaseHost === "" ? [] : [`its own database: ${databaseHost}`]),
  ].join("\n");
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
