import { inspectDataFile } from "../data-file.ts";
import type { WebImageSettings } from "../settings.ts";
import { SettingsError } from "../settings-error.ts";
import { releasesFindings } from "./rules.ts";
import { releases } from "./schema.ts";

/** Where it stands which images staging has run, from the project's folder. */
export const RELEASES_FILE = "data/releases.yaml";

/** An image that staging has run. */
export interface Release {
  /** As {@link imageName} writes it. */
  readonly image: string;
  /** The first and the last day of its run. */
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
  /** Who found it good. */
  readonly by: string;
}

/**
 * Reads and checks data/releases.yaml.
 *
 * @throws SettingsError with everything that is wrong: `settings-not-found`, `settings-unreadable`,
 * `settings-yaml` or `settings-invalid`.
 */
export function readReleases(root: string): readonly Release[] {
  const { value, issues, code } = inspectDataFile({
    root,
    file: RELEASES_FILE,
    schema: releases,
    documentation: "docs/staging.md",
    rules: releasesFindings,
  });
  if (value === undefined) throw new SettingsError(code ?? "settings-invalid", issues);
  return value.releases.map(({ image, from, until, by }) => ({
    image,
    from: Temporal.PlainDate.from(from),
    until: Temporal.PlainDate.from(until),
    by,
  }));
}

/** An image in one text: a gallery version's ARM id, or publisher:offer:sku:version. */
export function imageName(image: WebImageSettings): string {
  if ("gallery" in image) return image.gallery;
  const { publisher, offer, sku, version } = image.marketplace;
  return [publisher, offer, sku, version].join(":");
}

/**
 * The release by which an image may go to production: staging's run of it has ended.
 *
 * @param today the day of the deployment; a run that ends later does not count.
 */
export function releaseOf(
  image: WebImageSettings,
  all: readonly Release[],
  today: Temporal.PlainDate,
): Release | undefined {
  const name = imageName(image).toLowerCase();
  return all.find(
    (release) =>
      release.image.toLowerCase() === name && Temporal.PlainDate.compare(release.until, today) <= 0,
  );
}
