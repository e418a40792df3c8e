import { lockIsMeant, redundancyIsTheRegions, retentionReachesTheFloors } from "./backup.ts";
import { budgetIsNotPast } from "./budget.ts";
import {
  ceilingFindsConnections,
  engineHasItsSection,
  pointInTimeReachesTheFloors,
  serverBackupsAreTheRegions,
  smallestBelowLargest,
  smallestTakesTheConnections,
  standbyIsElsewhere,
} from "./database.ts";
import {
  emailsAreDistinct,
  marketsAreDistinct,
  phonesAreDistinct,
  tagNamesAreAzures,
  zonesAreTheRegions,
} from "./names.ts";
import {
  cloneSubnetsHoldTheCeilings,
  planBelongsToItsMode,
  subnetsFitTheSpace,
} from "./network.ts";
import {
  licencesCoverTheMachines,
  observerIsInTheThirdZone,
  recoveryHoldsTheData,
  stagingsMachineIsOracles,
} from "./oracle.ts";
import type { Rule } from "./rule.ts";
import {
  edgeMinimumBelowMaximum,
  imageIsOneOfTwo,
  stagingFloorBelowCeiling,
  webFloorBelowCeiling,
} from "./sizes.ts";

/** Every rule that joins fields of one stack. */
export const RULES: readonly Rule[] = [
  zonesAreTheRegions,
  marketsAreDistinct,
  subnetsFitTheSpace,
  cloneSubnetsHoldTheCeilings,
  planBelongsToItsMode,
  edgeMinimumBelowMaximum,
  webFloorBelowCeiling,
  stagingFloorBelowCeiling,
  engineHasItsSection,
  standbyIsElsewhere,
  smallestBelowLargest,
  smallestTakesTheConnections,
  ceilingFindsConnections,
  pointInTimeReachesTheFloors,
  serverBackupsAreTheRegions,
  observerIsInTheThirdZone,
  recoveryHoldsTheData,
  licencesCoverTheMachines,
  stagingsMachineIsOracles,
  imageIsOneOfTwo,
  emailsAreDistinct,
  phonesAreDistinct,
  budgetIsNotPast,
  redundancyIsTheRegions,
  retentionReachesTheFloors,
  lockIsMeant,
  tagNamesAreAzures,
];
