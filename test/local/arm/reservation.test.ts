import { ComputeManagementClient } from "@azure/arm-compute";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { account } from "../../../local/arm/account.ts";
import { setFreeInPool } from "../../../local/behaviours/compute/capacity-ledger.ts";
import { setQuotaLimit } from "../../../local/behaviours/compute/capacity-tables.ts";
import { keepMachine, machineStates } from "../../../local/behaviours/compute/machine-state.ts";
import {
  machineHours,
  reservationState,
  timeUntil,
} from "../../../local/behaviours/compute/reservation-states.ts";
import { setFault } from "../../../local/behaviours/faults/set-fault.ts";
import { at, objectAt, textAt } from "../../../local/behaviours/support/json.ts";
import type { Json, JsonObject } from "../../../local/json.ts";
import { SUBSCRIPTION, TestAzure } from "./support/azure.ts";
import { IDS, putNetwork, REGION, setBody } from "./support/datacenter.ts";
import { edited } from "./support/edit.ts";
import { credential, inProcess } from "./support/sdk-client.ts";

const SIZE = "Standard_D4s_v5";
const FAMILY = "standardDSv5Family";
const CRG = `${IDS.group}/providers/Microsoft.Compute/capacityReservationGroups/crg`;
const CR = (zone: string): string => `${CRG}/capacityReservations/web-${zone}`;
const IN_GROUP = "properties.virtualMachineProfile.capacityReservation";

let azure: TestAzure;

beforeEach(async () => {
  azure = new TestAzure();
  await putNetwork(azure);
  await azure.put(CRG, { location: REGION, zones: ["1", "2", "3"] });
});
afterEach(() => azure.close());

function reservationBody(zone: string, capacity: Json, size = SIZE): JsonObject {
  return { location: REGION, zones: [zone], sku: { name: size, capacity } };
}

async function reserve(zone: string, capacity: number): Promise<JsonObject> {
  return azure.put(CR(zone), reservationBody(zone, capacity));
}

/** A set of the group, or of none, without a gateway in front. */
function web(capacity: number, more: Readonly<Record<string, Json | undefined>> = {}): JsonObject {
  const ip =
    "properties.virtualMachineProfile.networkProfile.networkInterfaceConfigurations.0.properties.ipConfigurations.0.properties";
  return edited(setBody(capacity), {
    [`${ip}.applicationGatewayBackendAddressPools`]: undefined,
    [IN_GROUP]: { capacityReservationGroup: { id: CRG } },
    ...more,
  });
}

function pool(zone: string | null): { region: string; zone: string | null; size: string } {
  return { region: REGION, zone, size: SIZE };
}

/** Each machine's zone and where its capacity comes from. */
function machines(): string[] {
  return machineStates(azure.store, IDS.set).map(({ zone, capacity }) => `${zone} ${capacity}`);
}

async function used(name: string): Promise<number> {
  const usages = await azure.list(
    `${SUBSCRIPTION}/providers/Microsoft.Compute/locations/${REGION}/usages`,
  );
  return Number(usages.find((usage) => textAt(usage, "name.value") === name)?.currentValue);
}

describe("groups", () => {
  /** @accepts Microsoft.Compute/capacityReservationGroups */
  test("list their reservations, empty at first", async () => {
    expect(at(await azure.get(CRG), "properties.capacityReservations")).toEqual([]);
    await reserve("1", 2);
    expect(at(await azure.get(CRG), "properties.capacityReservations")).toEqual([{ id: CR("1") }]);
    expect((await azure.list(`${CRG}/capacityReservations`)).map(({ name }) => name)).toEqual([
      "web-1",
    ]);
  });

  /** @refuses Microsoft.Compute/capacityReservationGroups */
  test("keep their zones, whatever their order", async () => {
    await azure.put(CRG, { location: REGION, zones: ["3", "1", "2"] });
    const body = { location: REGION, zones: ["1", "2"] };
    expect((await azure.refused("PUT", CRG, body)).code).toBe("PropertyChangeNotAllowed");
  });

  /** @refuses Microsoft.Compute/capacityReservationGroups */
  test("go only when empty", async () => {
    await reserve("1", 1);
    expect(await azure.refused("DELETE", CRG)).toMatchObject({
      status: 409,
      code: "CannotDeleteResource",
    });
    await azure.delete(CR("1"));
    await azure.delete(CRG);
    expect((await azure.refused("GET", CRG)).code).toBe("ResourceNotFound");
  });

  /** @refuses Microsoft.Compute/capacityReservationGroups */
  test("stay while a set names them, even an empty one", async () => {
    await azure.put(IDS.set, web(0));
    expect(await azure.refused("DELETE", CRG)).toMatchObject({
      status: 409,
      code: "OperationNotAllowed",
      message: expect.stringContaining(IDS.set),
    });
    await azure.delete(IDS.set);
    await azure.delete(CRG);
  });

  /** @changes Microsoft.Compute/capacityReservationGroups */
  test("go with their resource group, and their reservations count no more", async () => {
    await reserve("1", 3);
    expect(await used(FAMILY)).toBe(12);
    await azure.delete(IDS.group);
    expect(await used(FAMILY)).toBe(0);
  });
});

describe("a reservation", () => {
  /** @accepts Microsoft.Compute/capacityReservationGroups/capacityReservations */
  test("is given an id and a time", async () => {
    const made = await reserve("1", 2);
    expect(made.properties).toMatchObject({
      provisioningState: "Succeeded",
      provisioningTime: "2026-11-23T08:00:00Z",
      timeCreated: "2026-11-23T08:00:00Z",
    });
    azure.clock.turn({ hours: 1 });
    const changed = await reserve("1", 3);
    expect(changed.properties).toMatchObject({
      reservationId: textAt(made, "properties.reservationId"),
      provisioningTime: "2026-11-23T09:00:00Z",
      timeCreated: "2026-11-23T08:00:00Z",
    });
  });

  /** @refuses Microsoft.Compute/capacityReservationGroups/capacityReservations */
  test.each<[string, JsonObject, string]>([
    [
      "without a size",
      { location: REGION, zones: ["1"], sku: { capacity: 1 } },
      "InvalidParameter",
    ],
    ["of an unknown size", reservationBody("1", 1, "Standard_A0"), "NotSupported"],
    ["of no quantity", { location: REGION, zones: ["1"], sku: { name: SIZE } }, "InvalidParameter"],
    ["of half a machine", reservationBody("1", 1.5), "InvalidParameter"],
    ["of less than nothing", reservationBody("1", -1), "InvalidParameter"],
    ["without a zone", { location: REGION, sku: { name: SIZE, capacity: 1 } }, "InvalidParameter"],
    [
      "in two zones",
      { location: REGION, zones: ["1", "2"], sku: { name: SIZE, capacity: 1 } },
      "InvalidParameter",
    ],
    [
      "in another region",
      { location: "uksouth", zones: ["1"], sku: { name: SIZE, capacity: 1 } },
      "InvalidParameter",
    ],
    ["in a zone of no region", reservationBody("4", 1), "AvailabilityZoneNotSupported"],
  ])("is refused %s", async (_what, body, code) => {
    const refused = await azure.refused("PUT", CR("1"), body);
    expect([refused.code, ...refused.details]).toContain(code);
    expect(await azure.list(`${CRG}/capacityReservations`)).toEqual([]);
  });

  /** @refuses Microsoft.Compute/capacityReservationGroups/capacityReservations */
  test("is refused in a zone that is not its group's", async () => {
    const narrow = `${CRG}-narrow`;
    await azure.put(narrow, { location: REGION, zones: ["1"] });
    const refused = await azure.refused(
      "PUT",
      `${narrow}/capacityReservations/web`,
      reservationBody("2", 1),
    );
    expect(refused).toMatchObject({ code: "InvalidParameter", target: "zones" });
  });

  test("has no zone in a group that has none", async () => {
    const regional = `${CRG}-regional`;
    await azure.put(regional, { location: REGION });
    const id = `${regional}/capacityReservations/web`;
    expect((await azure.refused("PUT", id, reservationBody("1", 1))).target).toBe("zones");
    await azure.put(id, { location: REGION, sku: { name: SIZE, capacity: 1 } });
  });

  test("is refused without its group", async () => {
    const id = `${CRG}-missing/capacityReservations/web`;
    expect(await azure.refused("PUT", id, reservationBody("1", 1))).toMatchObject({
      status: 404,
      code: "ParentResourceNotFound",
    });
    expect((await azure.refused("GET", `${CRG}-missing/capacityReservations`)).code).toBe(
      "ResourceNotFound",
    );
  });

  test("is the only one of its size and zone in its group", async () => {
    await reserve("1", 1);
    const twin = `${CRG}/capacityReservations/twin`;
    expect((await azure.refused("PUT", twin, reservationBody("1", 1))).code).toBe(
      "OperationNotAllowed",
    );
    await azure.put(twin, reservationBody("1", 1, "Standard_D8s_v5"));
  });

  /** @refuses Microsoft.Compute/capacityReservationGroups/capacityReservations */
  test.each([
    ["size", reservationBody("1", 1, "Standard_D8s_v5")],
    ["zone", reservationBody("2", 1)],
  ])("keeps its %s", async (_what, body) => {
    await reserve("1", 1);
    expect((await azure.refused("PUT", CR("1"), body)).code).toBe("PropertyChangeNotAllowed");
  });

  /** @changes Microsoft.Compute/capacityReservationGroups/capacityReservations */
  test("changes its quantity by PATCH", async () => {
    await reserve("1", 1);
    await azure.request("PATCH", CR("1"), { sku: { capacity: 5 } });
    expect(await azure.get(CR("1"))).toMatchObject({ sku: { name: SIZE, capacity: 5 } });
    expect(await used(FAMILY)).toBe(20);
  });
});

describe("quota", () => {
  /** @refuses quota and capacity */
  test.each([
    [FAMILY, 11, 2],
    ["cores", 11, 2],
  ])("of %s holds a reservation to what it leaves", async (family, limit, fits) => {
    setQuotaLimit(azure.store, REGION, family, limit);
    await reserve("1", fits);
    const name = family === "cores" ? "Total Regional" : family;
    const refused = await azure.refused("PUT", CR("1"), reservationBody("1", fits + 1));
    expect(refused).toMatchObject({ status: 409, code: "OperationNotAllowed" });
    expect(refused.message).toContain(
      `exceeding approved ${name} Cores quota. Additional details - Deployment Model: Resource Manager, Location: swedencentral, Current Limit: 11, Current Usage: 8, Additional Required: 4, (Minimum) New Limit Required: 12.`,
    );
    expect(await azure.get(CR("1"))).toMatchObject({ sku: { capacity: fits } });
  });

  /** @accepts quota and capacity */
  test("of another family or region holds nothing", async () => {
    setQuotaLimit(azure.store, REGION, "standardDASv5Family", 0);
    setQuotaLimit(azure.store, "uksouth", "cores", 0);
    await reserve("1", 5);
    expect(await used("cores")).toBe(20);
  });

  /** @refuses quota and capacity */
  test("is asked for the whole growth of a set: nothing is made when it is short", async () => {
    setQuotaLimit(azure.store, REGION, FAMILY, 12);
    const alone = { [IN_GROUP]: undefined };
    await azure.put(IDS.set, web(2, alone));
    const refused = await azure.refused("PUT", IDS.set, web(4, alone));
    expect(refused).toMatchObject({ status: 409, code: "OperationNotAllowed" });
    expect(machines()).toEqual(["1 onDemand", "2 onDemand"]);
    expect(await azure.get(IDS.set)).toMatchObject({ sku: { capacity: 2 } });
    await azure.put(IDS.set, web(3, alone));
  });

  test("is asked before hardware, and for all that was asked for", async () => {
    setQuotaLimit(azure.store, REGION, FAMILY, 12);
    for (const zone of ["1", "2", "3"]) setFreeInPool(azure.store, pool(zone), 1);
    const refused = await azure.refused("PUT", IDS.set, web(4, { [IN_GROUP]: undefined }));
    expect(refused.code).toBe("OperationNotAllowed");
    await azure.put(IDS.set, web(3, { [IN_GROUP]: undefined }));
  });

  /** @changes quota and capacity */
  test("is not asked for what is reserved, and not counted twice", async () => {
    for (const zone of ["1", "2", "3"]) await reserve(zone, 1);
    setQuotaLimit(azure.store, REGION, FAMILY, 12);
    await azure.put(IDS.set, web(3));
    expect(await used(FAMILY)).toBe(12);
    expect((await azure.refused("PUT", IDS.set, web(4))).code).toBe("OperationNotAllowed");
    setQuotaLimit(azure.store, REGION, FAMILY, 16);
    await azure.put(IDS.set, web(4));
    expect(await used(FAMILY)).toBe(16);
    expect(machines()).toEqual(["1 reserved", "2 reserved", "3 reserved", "1 overallocated"]);
  });

  test("is not asked for a quantity that machines have taken already", async () => {
    for (const zone of ["1", "2", "3"]) await reserve(zone, 0);
    await azure.put(IDS.set, web(3));
    expect(machines()).toEqual(["1 overallocated", "2 overallocated", "3 overallocated"]);
    setQuotaLimit(azure.store, REGION, FAMILY, 12);
    for (const zone of ["1", "2", "3"]) await reserve(zone, 1);
    expect(machines()).toEqual(["1 reserved", "2 reserved", "3 reserved"]);
    expect((await azure.refused("PUT", CR("1"), reservationBody("1", 2))).code).toBe(
      "OperationNotAllowed",
    );
  });
});

describe("free capacity", () => {
  /** @refuses quota and capacity */
  test("holds a reservation to what is left in its zone, all or nothing", async () => {
    setFreeInPool(azure.store, pool("1"), 2);
    expect(await azure.refused("PUT", CR("1"), reservationBody("1", 3))).toMatchObject({
      status: 409,
      code: "ZonalAllocationFailed",
    });
    await reserve("1", 2);
    await reserve("2", 50);
    expect((await azure.refused("PUT", CR("1"), reservationBody("1", 3))).code).toBe(
      "ZonalAllocationFailed",
    );
    await reserve("1", 1);
    await reserve("1", 2);
  });

  /** @changes quota and capacity */
  test("that is short in one zone sends machines to the next", async () => {
    setFreeInPool(azure.store, pool("2"), 0);
    await azure.put(IDS.set, web(4, { [IN_GROUP]: undefined }));
    expect(machines()).toEqual(["1 onDemand", "3 onDemand", "1 onDemand", "3 onDemand"]);
  });

  test("that is short in one zone fails a set with strict balance", async () => {
    setFreeInPool(azure.store, pool("2"), 0);
    const strict = { [IN_GROUP]: undefined, "properties.zoneBalance": true };
    await azure.put(IDS.set, web(1, strict));
    const refused = await azure.refused("PUT", IDS.set, web(4, strict));
    expect(refused.code).toBe("AllocationFailed");
    expect(machines()).toEqual(["1 onDemand"]);
  });

  test("is not asked for what is reserved, but for what is beyond", async () => {
    for (const zone of ["1", "2", "3"]) await reserve(zone, 1);
    for (const zone of ["1", "2"]) setFreeInPool(azure.store, pool(zone), 0);
    setFreeInPool(azure.store, pool("3"), 1);
    await azure.put(IDS.set, web(4));
    expect(machines()).toEqual(["1 reserved", "2 reserved", "3 reserved", "3 overallocated"]);
    expect((await azure.refused("PUT", IDS.set, web(5))).code).toBe("AllocationFailed");
  });

  test.each([
    ["none is free", 0, undefined, "ZonalAllocationFailed"],
    ["one is free", 1, undefined, undefined],
    ["none is free, but one reserved", 0, CRG, undefined],
  ])("is asked when a deallocated machine starts and %s", async (_what, free, group, code) => {
    await reserve("1", 1);
    const body = web(1, {
      zones: ["1"],
      [IN_GROUP]: group === undefined ? undefined : { capacityReservationGroup: { id: group } },
    });
    await azure.put(IDS.set, body);
    const [machine] = machineStates(azure.store, IDS.set);
    if (machine === undefined) throw new Error("There is no machine.");
    azure.clock.turn({ minutes: 5 });
    await azure.request("POST", `${machine.id}/deallocate`);
    azure.clock.turn({ minutes: 5 });
    await azure.get(machine.id);
    setFreeInPool(azure.store, pool("1"), free);
    const { status, body: answer } = await azure.request("POST", `${machine.id}/start`);
    expect(textAt(answer, "error.code")).toBe(code);
    expect(status < 400).toBe(code === undefined);
  });

  test("of a full region leaves what is reserved", async () => {
    await reserve("1", 1);
    for (const zone of ["2", "3"]) await reserve(zone, 0);
    const moment = { store: azure.store, account, at: Date.parse("2026-11-23T08:00:00Z") };
    setFault(moment, {
      what: { kind: "region", region: REGION },
      begins: { at: 0 },
      lasts: null,
    });
    expect((await azure.refused("PUT", CR("2"), reservationBody("2", 1))).code).toBe(
      "AllocationFailed",
    );
    await azure.put(IDS.set, web(1));
    expect((await azure.refused("PUT", IDS.set, web(2))).code).toBe("AllocationFailed");
  });

  test("of a lost zone is nothing, reserved or not", async () => {
    for (const zone of ["1", "2", "3"]) await reserve(zone, 2);
    const moment = { store: azure.store, account, at: Date.parse("2026-11-23T08:00:00Z") };
    setFault(moment, {
      what: { kind: "zone", region: REGION, zone: "1" },
      begins: { at: 0 },
      lasts: null,
    });
    await azure.put(IDS.set, web(3));
    expect(machines()).toEqual(["2 reserved", "3 reserved", "2 reserved"]);
    expect((await azure.refused("PUT", CR("1"), reservationBody("1", 3))).code).toBe(
      "ZonalAllocationFailed",
    );
  });
});

describe("a set in a group", () => {
  test("needs a reservation of its size in each of its zones", async () => {
    await reserve("1", 5);
    const refused = await azure.refused("PUT", IDS.set, web(1));
    expect(refused).toMatchObject({ status: 409, code: "OperationNotAllowed" });
    expect(refused.message).toContain("in zone '2'");
    await azure.put(IDS.set, web(1, { zones: ["1"] }));
  });

  test("leaves it, enters it or changes it only without machines on hardware", async () => {
    for (const zone of ["1", "2", "3"]) await reserve(zone, 1);
    const alone = { [IN_GROUP]: undefined };
    await azure.put(IDS.set, web(1));
    expect(await azure.refused("PUT", IDS.set, web(1, alone))).toMatchObject({
      status: 409,
      code: "OperationNotAllowed",
    });
    await azure.put(IDS.set, web(0));
    await azure.put(IDS.set, web(0, alone));
    await azure.put(IDS.set, web(1, alone));
    expect((await azure.refused("PUT", IDS.set, web(1))).code).toBe("OperationNotAllowed");
    const [machine] = machineStates(azure.store, IDS.set);
    if (machine === undefined) throw new Error("There is no machine.");
    keepMachine(azure.store, { ...machine, phase: "deallocated" });
    await azure.put(IDS.set, web(1));
  });

  test("leaves it with its machines once nothing is reserved", async () => {
    for (const zone of ["1", "2", "3"]) await reserve(zone, 1);
    await azure.put(IDS.set, web(1));
    for (const zone of ["1", "2", "3"]) await reserve(zone, 0);
    expect(machines()).toEqual(["1 overallocated"]);
    await azure.put(IDS.set, web(1, { [IN_GROUP]: undefined }));
    expect(machines()).toEqual(["1 onDemand"]);
  });

  test("is marked as reserved only while it stands on hardware", async () => {
    await reserve("1", 1);
    await azure.put(IDS.set, web(1, { zones: ["1"] }));
    const [machine] = machineStates(azure.store, IDS.set);
    azure.clock.turn({ minutes: 10 });
    await azure.request("POST", `${machine?.id}/deallocate`);
    azure.clock.turn({ minutes: 10 });
    await azure.get(IDS.set);
    expect(machines()).toEqual(["1 onDemand"]);
    await azure.request("POST", `${machine?.id}/start`);
    expect(machines()).toEqual(["1 reserved"]);
  });

  test("keeps its reservations from being deleted", async () => {
    await reserve("1", 1);
    await azure.put(IDS.set, web(1, { zones: ["1"] }));
    expect(await azure.refused("DELETE", CR("1"))).toMatchObject({
      status: 409,
      code: "OperationNotAllowed",
    });
    await azure.put(IDS.set, web(0, { zones: ["1"] }));
    await azure.delete(CR("1"));
  });

  /** @changes Microsoft.Compute/capacityReservationGroups/capacityReservations */
  test("is over its reservation when that is lowered, which always succeeds", async () => {
    await reserve("1", 3);
    setFreeInPool(azure.store, pool("1"), 0);
    await azure.put(IDS.set, web(3, { zones: ["1"] }));
    await reserve("1", 1);
    expect(machines()).toEqual(["1 reserved", "1 overallocated", "1 overallocated"]);
    expect(await used(FAMILY)).toBe(12);
    await reserve("1", 3);
    expect(machines()).toEqual(["1 reserved", "1 reserved", "1 reserved"]);
  });

  test("shows in the instance views", async () => {
    await reserve("1", 1);
    await azure.put(IDS.set, web(2, { zones: ["1"] }));
    const ids = machineStates(azure.store, IDS.set).map(({ id }) => ({ id }));
    const seen = await azure.get(`${CR("1")}?$expand=instanceView`);
    expect(at(seen, "properties.virtualMachinesAssociated")).toEqual(ids);
    expect(at(seen, "properties.instanceView.utilizationInfo")).toEqual({
      currentCapacity: 1,
      virtualMachinesAllocated: ids,
    });
    const group = await azure.get(`${CRG}?$expand=instanceview`);
    expect(at(group, "properties.virtualMachinesAssociated")).toEqual(ids);
    expect(at(group, "properties.instanceView.capacityReservations")).toEqual([
      { name: "web-1", ...objectAt(seen, "properties.instanceView") },
    ]);
    expect(at(await azure.get(CRG), "properties.instanceView")).toBeUndefined();
  });
});

/** @changes Microsoft.Compute/capacityReservationGroups/capacityReservations */
test("counts the hours of a reservation, used, unused and beyond", async () => {
  const hours = (): unknown => {
    const state = reservationState(azure.store, CR("1"));
    if (state === undefined) throw new Error("There is no such reservation.");
    return machineHours(timeUntil(state, azure.clock.now().epochMilliseconds));
  };
  const one = { zones: ["1"] };
  await reserve("1", 2);
  azure.clock.turn({ hours: 3 });
  expect(hours()).toEqual({ used: 0, unused: 6, overallocated: 0 });
  await azure.put(IDS.set, web(1, one));
  azure.clock.turn({ hours: 2 });
  expect(hours()).toEqual({ used: 2, unused: 8, overallocated: 0 });
  await azure.put(IDS.set, web(3, one));
  azure.clock.turn({ hours: 1 });
  expect(hours()).toEqual({ used: 4, unused: 8, overallocated: 1 });
  await reserve("1", 5);
  azure.clock.turn({ minutes: 30 });
  expect(hours()).toEqual({ used: 5.5, unused: 9, overallocated: 1 });
  await azure.put(IDS.set, web(0, one));
  await azure.delete(CR("1"));
  azure.clock.turn({ hours: 100 });
  expect(hours()).toEqual({ used: 5.5, unused: 9, overallocated: 1 });
  await reserve("1", 1);
  azure.clock.turn({ hours: 1 });
  expect(hours()).toEqual({ used: 5.5, unused: 10, overallocated: 1 });
});

/** @accepts quota and capacity */
test("serves reservations and usages to ComputeManagementClient", async () => {
  const compute = new ComputeManagementClient(
    credential,
    account.subscriptionId,
    inProcess(azure.plane) as object,
  );
  const made = await compute.capacityReservations.beginCreateOrUpdateAndWait(
    "rg-test",
    "crg",
    "web-1",
    { location: REGION, zones: ["1"], sku: { name: SIZE, capacity: 2 } },
  );
  expect(made).toMatchObject({ provisioningState: "Succeeded", sku: { capacity: 2 } });
  await compute.capacityReservations.beginUpdateAndWait("rg-test", "crg", "web-1", {
    sku: { capacity: 3 },
  });
  const listed = [];
  for await (const one of compute.capacityReservations.listByCapacityReservationGroup(
    "rg-test",
    "crg",
  )) {
    listed.push(one.sku?.capacity);
  }
  expect(listed).toEqual([3]);
  const group = await compute.capacityReservationGroups.get("rg-test", "crg", {
    expand: "instanceView",
  });
  expect(group.instanceView?.capacityReservations?.[0]?.utilizationInfo?.currentCapacity).toBe(3);
  const groups = [];
  for await (const one of compute.capacityReservationGroups.listBySubscription()) {
    groups.push(one.name);
  }
  expect(groups).toEqual(["crg"]);

  setQuotaLimit(azure.store, REGION, FAMILY, 100);
  const usages = [];
  for await (const usage of compute.usageOperations.list(REGION)) usages.push(usage);
  expect(usages.find(({ name }) => name?.value === FAMILY)).toEqual({
    unit: "Count",
    currentValue: 12,
    limit: 100,
    name: { value: FAMILY, localizedValue: "Standard DSv5 Family vCPUs" },
  });
  expect(usages[0]?.name?.value).toBe("cores");
  await compute.capacityReservations.beginDeleteAndWait("rg-test", "crg", "web-1");
  await compute.capacityReservationGroups.delete("rg-test", "crg");
});

test("refuses usages of a region that does not exist", async () => {
  const id = `${SUBSCRIPTION}/providers/Microsoft.Compute/locations/atlantis/usages`;
  expect((await azure.refused("GET", id)).code).toBe("NoRegisteredProviderFound");
});
