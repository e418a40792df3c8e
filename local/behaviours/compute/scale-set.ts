import type { JsonObject } from "../../json.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { startMeasuring, stopMeasuring } from "../load/load-minute.ts";
import { loadOf } from "../load/load-source.ts";
import { settingsOf } from "../monitor/autoscale-target.ts";
import { refuseSharedSubnet } from "../network/gateway-subnet.ts";
import type { Refusal } from "../refusal.ts";
import { millisecondsOf } from "../support/instants.ts";
import { asObject, compact, objectAt, textAt, textsAt } from "../support/json.ts";
import { fillIdentity, fillProperties, lastingUuid } from "../support/outputs.ts";
import { refuseGroupChange } from "./allocation.ts";
import { subnetsOfMachine } from "./machine-documents.ts";
import { machinesOf, refuseFullSubnets, removeMachine, resize } from "./machines.ts";
import { refuseSystem } from "./os-checks.ts";
import { lookForRepairs } from "./repair-looks.ts";
import { forgetRepairs } from "./repairs.ts";
import { applyModel, forgetUpgrades } from "./rolling-upgrade.ts";
import { refuseScaleSet } from "./scale-set-checks.ts";
import { refuseOtherNetwork, SCALE_SET_FIXED } from "./scale-set-fixed.ts";
import { SCALE_SET_REFERENCES } from "./scale-set-references.ts";
import { SET_OPERATIONS } from "./set-operations.ts";
import { refuseUpgrades } from "./upgrade-checks.ts";

/**
 * Microsoft.Compute/virtualMachineScaleSets of orchestration mode Flexible. Its machines are
 * resources of their own; a write makes or removes as many as `sku.capacity` asks for, and brings
 * them to a changed model as `upgradePolicy` says.
 */
export const scaleSet: Behaviour = {
  type: "Microsoft.Compute/virtualMachineScaleSets",
  regional: true,
  zonal: true,
  patch: "merge",
  readOnly: [
    "etag",
    "properties.provisioningState",
    "properties.uniqueId",
    "properties.timeCreated",
    "properties.virtualMachineProfile.timeCreated",
  ],
  writeOnly: [
    "properties.virtualMachineProfile.osProfile.adminPassword",
    "properties.virtualMachineProfile.osProfile.customData",
    "properties.virtualMachineProfile.userData",
    "properties.virtualMachineProfile.extensionProfile.extensions[].properties.protectedSettings",
  ],
  fixed: SCALE_SET_FIXED,
  references: SCALE_SET_REFERENCES,
  prepare,
  refuse: (draft, { id, previous, store }) => [
    ...refuseScaleSet(draft),
    ...refuseUpgrades(draft),
    ...refuseSystem(draft),
    ...refuseOtherNetwork(previous, draft),
    ...refuseGroupChange(previous, draft, store),
    ...refuseGatewaySubnets(draft, id.id, store),
    ...refuseFullSubnets(store, draft),
  ],
  afterWrite(document, { now, store }) {
    const at = millisecondsOf(now);
    const refusal = resize(store, document, at);
    if (refusal !== undefined) throw refusal;
    applyModel(store, document, at);
    lookForRepairs(store, document.id, at);
    const isLoaded = loadOf(store, document.id) !== undefined;
    if (isLoaded || settingsOf(store, document.id).length > 0)
      startMeasuring(store, document.id, at);
  },
  operations: SET_OPERATIONS,
  afterDelete(document, { store }) {
    for (const machine of machinesOf(store, document.id)) removeMachine(store, machine);
    forgetRepairs(store, document.id);
    forgetUpgrades(store, document.id);
    stopMeasuring(store, document.id);
  },
};

/**
 * A body without any `sku` keeps the stored one and with it the count, as Azure/vm-scale-sets#70
 * describes. Source of the defaults: the REST reference of the type at 2024-11-01.
 */
function prepare(draft: JsonObject, context: Context): JsonObject {
  const { now, previous } = context;
  const sku = asObject(draft.sku) ?? objectAt(previous, "sku");
  const zonal = textsAt(draft, "zones").length > 1;
  const repairs = objectAt(draft, "properties.automaticRepairsPolicy");
  return fillProperties(
    fillIdentity(
      { ...draft, ...(sku === undefined ? {} : { sku: { tier: "Standard", ...sku } }) },
      context,
    ),
    {
      orchestrationMode: "Uniform",
      singlePlacementGroup: false,
      ...(zonal ? { zoneBalance: false } : {}),
    },
    {
      provisioningState: "Succeeded",
      uniqueId: lastingUuid(context, "properties.uniqueId"),
      timeCreated: textAt(previous, "properties.timeCreated") ?? now,
      upgradePolicy: { mode: "Manual", ...objectAt(draft, "properties.upgradePolicy") },
      ...compact({
        automaticRepairsPolicy:
          repairs === undefined ? undefined : { enabled: false, gracePeriod: "PT10M", ...repairs },
      }),
    },
  );
}

function refuseGatewaySubnets(draft: JsonObject, id: string, store: Context["store"]): Refusal[] {
  return [...new Set(subnetsOfMachine(draft))].flatMap(
    (subnet) => refuseSharedSubnet(store, subnet, id) ?? [],
  );
}
