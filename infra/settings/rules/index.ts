import {
  emailsAreDistinct,
  marketsAreDistinct,
  tagNamesAreAzures,
  zonesAreTheRegions,
} from "./names.ts";
import { planBelongsToItsMode, subnetsFitTheSpace, webSubnetHoldsTheCeiling } from "./network.ts";
import type { Rule } from "./rule.ts";
import { edgeMinimumBelowMaximum, imageIsOneOfTwo, webFloorBelowCeiling } from "./sizes.ts";

/** Every rule that joins fields of one stack. */
export const RULES: readonly Rule[] = [
  zonesAreTheRegions,
  marketsAreDistinct,
  subnetsFitTheSpace,
  webSubnetHoldsTheCeiling,
  planBelongsToItsMode,
  edgeMinimumBelowMaximum,
  webFloorBelowCeiling,
  imageIsOneOfTwo,
  emailsAreDistinct,
  tagNamesAreAzures,
];
