import { type Finding, type Path, valueAt } from "../finding.ts";
import { LIMITS } from "../limits.ts";
import type { Rule } from "./rule.ts";

/** A least that is above its most. The least counts even when it is out of its own bounds. */
function leastAboveMost(
  written: unknown,
  least: Path,
  most: { readonly path: string; readonly key: string; readonly value: number | undefined },
  kind: string,
): readonly Finding[] {
  const value = valueAt(written, least);
  if (most.value === undefined || !Number.isInteger(value) || Number(value) <= most.value)
    return [];
  return [
    {
      path: least,
      covers: true,
      allowed: `a whole number of ${kind}, at most ${most.path} (${most.value})`,
      edit: `set \`${least.at(-1)}: ${most.value}\`, or raise \`${most.key}\``,
    },
  ];
}

/** The gateway's minimum is not above its maximum. */
export const edgeMinimumBelowMaximum: Rule = ({ settings, written }) =>
  leastAboveMost(
    written,
    ["edge", "minimum"],
    { path: "edge.maximum", key: "maximum", value: settings.edge?.maximum },
    `gateway instances from ${LIMITS.edgeMinimum.from} to ${LIMITS.edgeMinimum.to}`,
  );

/** The clones' floor is not above their ceiling. */
export const webFloorBelowCeiling: Rule = ({ settings, written }) =>
  leastAboveMost(
    written,
    ["web", "floor"],
    { path: "web.ceiling", key: "ceiling", value: settings.web?.ceiling },
    `clones from ${LIMITS.clones.from} to ${LIMITS.clones.to}`,
  );

/** Staging's floor is not above its ceiling. */
export const stagingFloorBelowCeiling: Rule = ({ settings, written }) =>
  leastAboveMost(
    written,
    ["staging", "floor"],
    { path: "staging.ceiling", key: "ceiling", value: settings.staging?.ceiling },
    `clones from ${LIMITS.stagingClones.from} to ${LIMITS.stagingClones.to}`,
  );

/** Clones come from one image: a gallery's or the marketplace's. */
export const imageIsOneOfTwo: Rule = ({ written }) =>
  ["web", "staging"].flatMap((tier) => oneOfTwo(written, [tier, "image"]));

function oneOfTwo(written: unknown, path: Path): readonly Finding[] {
  const image = valueAt(written, path);
  if (typeof image !== "object" || image === null || Array.isArray(image)) return [];
  const chosen = ["gallery", "marketplace"].filter((key) => Object.hasOwn(image, key));
  const misspelt = chosen.length === 0 && Object.keys(image).length > 0;
  if (chosen.length === 1 || misspelt) return [];
  const allowed = "exactly one of `gallery` and `marketplace`";
  return chosen.length === 2
    ? [
        {
          path,
          received: "`gallery` and `marketplace`",
          allowed,
          edit: "remove `marketplace`, or remove `gallery`",
        },
      ]
    : [
        {
          path,
          allowed,
          edit: "add `gallery` with an image version's ARM id",
        },
      ];
}
