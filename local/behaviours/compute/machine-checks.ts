import type { JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import type { ArmDocument } from "../../store/store.ts";
import type { Context, FixedProperty } from "../behaviour.ts";
import { changeNotAllowed, invalidParameter, Refusal } from "../refusal.ts";
import { at, equal, objectsAt, textAt, textsAt } from "../support/json.ts";
import { refuseRoom, sizeOf } from "./lone-machine.ts";
import { refuseDisks } from "./machine-disks.ts";
import { isAllocated, machineState } from "./machine-state.ts";
import { refuseSystem } from "./os-checks.ts";

const INTERFACES = "properties.networkProfile.networkInterfaces";

/**
 * What a machine is given once.
 * Sources: the REST reference of the type (what "may only be specified when creating"), and refusals of the kind
 * "Changing property 'osProfile.adminUsername' is not allowed" as reports quote them. Custom data is refused by
 * Azure too; here it is never stored, so that a change of it can't be seen.
 */
export const MACHINE_FIXED: readonly FixedProperty[] = [
  { path: "zones" },
  { path: "properties.osProfile.computerName" },
  { path: "properties.osProfile.adminUsername" },
  { path: "properties.osProfile.linuxConfiguration.ssh.publicKeys" },
  { path: "properties.storageProfile.imageReference" },
  { path: "properties.storageProfile.osDisk.name" },
  { path: "properties.storageProfile.osDisk.createOption" },
  { path: "properties.securityProfile.securityType" },
  { path: "properties.priority" },
].map((fixed) => ({ ...fixed, allows: isMember }));

/** What only changes while a machine is deallocated. Source: Microsoft Learn, "Encryption at host", "Add a NIC". */
const WHILE_OFF = ["properties.securityProfile.encryptionAtHost", INTERFACES];

/** Everything for which Azure would not make or change a machine as a client asks for it. */
export function refuseMachine(draft: JsonObject, context: Context): Refusal[] {
  const { previous, store } = context;
  const member = refuseMember(previous, draft);
  if (member.length > 0) return member;
  const shape = [
    ...refuseShape(draft),
    ...(previous === undefined ? refuseSystem(draft, "properties") : []),
    ...refuseInterfaces(draft, context),
    ...refuseDisks(draft, context),
    ...refuseWhileOn(draft, context),
  ];
  const room = shape.length === 0 ? refuseRoom(store, draft) : undefined;
  return room === undefined ? shape : [...shape, room];
}

/** A scale set's machine is its set's to change. */
function refuseMember(previous: ArmDocument | undefined, draft: JsonObject): Refusal[] {
  if (![previous, draft].some(isMember)) return [];
  return [
    new Refusal(
      "OperationNotAllowed",
      `${textAt(draft, "id")} can't be written: the local Azure lets the machines of a scale set be made and changed by their scale set only.`,
      { status: 409 },
    ),
  ];
}

function isMember(machine: JsonObject | undefined): boolean {
  return textAt(machine, "properties.virtualMachineScaleSet.id") !== undefined;
}

function refuseShape(draft: JsonObject): Refusal[] {
  const refusals: Refusal[] = [];
  if (sizeOf(draft) === "") {
    refusals.push(
      invalidParameter(
        "properties.hardwareProfile.vmSize",
        "Required parameter 'hardwareProfile.vmSize' is missing (null).",
      ),
    );
  }
  if (textsAt(draft, "zones").length > 1) {
    refusals.push(invalidParameter("zones", "A virtual machine stands in one zone at most."));
  }
  if (textAt(draft, "properties.storageProfile.osDisk.createOption") !== "FromImage") {
    refusals.push(
      invalidParameter(
        "properties.storageProfile.osDisk.createOption",
        "The local Azure makes machines from images: osDisk.createOption 'FromImage'.",
      ),
    );
  }
  return refusals;
}

/** Code and text of an interface that another machine has: as reports quote them. */
function refuseInterfaces(draft: JsonObject, { id, store }: Context): Refusal[] {
  const interfaces = objectsAt(draft, INTERFACES);
  if (interfaces.length === 0) {
    return [
      invalidParameter(
        INTERFACES,
        "Required parameter 'networkProfile.networkInterfaces' is missing.",
      ),
    ];
  }
  return interfaces.flatMap((entry, index) => {
    const nic = textAt(entry, "id") ?? "";
    const member = textAt(store.get(nic), "properties.virtualMachine.id");
    const user = store
      .referrers(nic)
      .map(({ part }) => part)
      .concat(member ?? [])
      .find((part) => !same(part, id.id));
    if (user === undefined) return [];
    return [
      new Refusal("NicInUse", `Network Interface ${nic} is used by existing VM ${user}.`, {
        target: `${INTERFACES}[${index}]`,
      }),
    ];
  });
}

function refuseWhileOn(draft: JsonObject, { previous, store }: Context): Refusal[] {
  const state = machineState(store, textAt(previous, "id") ?? "");
  if (previous === undefined || state === undefined || !isAllocated(state)) return [];
  return WHILE_OFF.filter((path) => !equal(at(previous, path), at(draft, path))).map((path) =>
    changeNotAllowed(path),
  );
}
