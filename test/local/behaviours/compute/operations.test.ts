import { ComputeManagementClient } from "@azure/arm-compute";
import { afterEach, expect, test } from "@jest/globals";
import { account } from "../../../../local/arm/account.ts";
import { loseMachine } from "../../../../local/behaviours/compute/machine-life.ts";
import type { FaultWhat } from "../../../../local/behaviours/faults/fault.ts";
import { setFault } from "../../../../local/behaviours/faults/set-fault.ts";
import { IDS } from "../../arm/support/datacenter.ts";
import { credential, inProcess } from "../../arm/support/sdk-client.ts";
import { Fleet, NEW_IMAGE } from "./support/fleet.ts";

let fleet: Fleet;
afterEach(() => fleet.close());

function client(): ComputeManagementClient {
  return new ComputeManagementClient(
    credential,
    account.subscriptionId,
    inProcess(fleet.plane) as object,
  );
}

function nameOf(index: number): string {
  return fleet.state(index).id.split("/").at(-1) ?? "";
}

async function codes(name: string): Promise<string[]> {
  const view = await client().virtualMachines.instanceView("rg-test", name);
  const health = view.vmHealth?.status?.code;
  return [...(view.statuses ?? []), { code: health }].map(({ code }) => code ?? "none");
}

/** @accepts Microsoft.Compute/virtualMachines */
test("shows Microsoft's client how a machine is, from its making on", async () => {
  fleet = await Fleet.of(1);
  const name = nameOf(0);
  expect(await codes(name)).toEqual([
    "ProvisioningState/creating",
    "PowerState/starting",
    "HealthState/unknown",
  ]);
  await fleet.turn({ minutes: 5 });
  expect(await codes(name)).toEqual([
    "ProvisioningState/succeeded",
    "PowerState/running",
    "HealthState/healthy",
  ]);
  loseMachine(fleet.store, fleet.state(0).id, fleet.now);
  await fleet.turn({ seconds: 10 });
  expect((await codes(name)).slice(1)).toEqual(["PowerState/unknown", "HealthState/unhealthy"]);
});

test("shows the instance view only to whoever asks for it", async () => {
  fleet = await Fleet.of(1);
  const { virtualMachines } = client();
  const plain = await virtualMachines.get("rg-test", nameOf(0));
  expect(plain.instanceView).toBeUndefined();
  const expanded = await virtualMachines.get("rg-test", nameOf(0), { expand: "instanceView" });
  expect(expanded.instanceView?.statuses?.[0]?.code).toBe("ProvisioningState/creating");
  expect(expanded.vmId).toBe(plain.vmId);
});

/** @changes machines' lifecycle */
test("stops, deallocates and starts a machine for Microsoft's client", async () => {
  fleet = await Fleet.of(1, { "properties.automaticRepairsPolicy.enabled": false });
  await fleet.turn({ minutes: 5 });
  const { virtualMachines } = client();
  const name = nameOf(0);
  await virtualMachines.beginPowerOffAndWait("rg-test", name);
  expect((await codes(name))[1]).toBe("PowerState/stopping");
  expect(fleet.state(0).phase).toBe("running");
  await fleet.turn({ seconds: 20 });
  expect((await codes(name))[1]).toBe("PowerState/stopped");
  await virtualMachines.beginDeallocateAndWait("rg-test", name);
  expect((await codes(name))[1]).toBe("PowerState/deallocating");
  await fleet.turn({ seconds: 20 });
  expect((await codes(name))[1]).toBe("PowerState/deallocated");
  await virtualMachines.beginStartAndWait("rg-test", name);
  expect((await codes(name))[1]).toBe("PowerState/starting");
  await fleet.turn({ seconds: 65 });
  expect(await codes(name)).toEqual([
    "ProvisioningState/succeeded",
    "PowerState/running",
    "HealthState/healthy",
  ]);
});

test.each([
  ["restart", "starting", 60, 0],
  ["reimage", "updating", 75, 0],
  ["redeploy", "starting", 60, 1],
])(
  "does %s: the machine is %s for %d seconds, on host %d",
  async (action, phase, seconds, host) => {
    fleet = await Fleet.of(1);
    await fleet.turn({ minutes: 5 });
    expect((await fleet.request("POST", `${fleet.state(0).id}/${action}`)).status).toBe(200);
    expect(fleet.state(0)).toMatchObject({ phase, host });
    await fleet.turn({ seconds: seconds - 1 });
    expect(fleet.state(0).phase).toBe(phase);
    await fleet.turn({ seconds: 1 });
    expect(fleet.state(0).phase).toBe("running");
  },
);

test("starts a deallocated machine only where its zone has room", async () => {
  fleet = await Fleet.of(1);
  await fleet.turn({ minutes: 5 });
  const { id } = fleet.state(0);
  await fleet.request("POST", `${id}/deallocate`);
  await fleet.turn({ minutes: 1 });
  const what: FaultWhat = { kind: "region", region: "swedencentral" };
  const moment = { store: fleet.store, account, at: fleet.now };
  setFault(moment, { what, begins: { at: fleet.now }, lasts: null });
  await fleet.turn({ seconds: 1 });
  expect((await fleet.refused("POST", `${id}/start`)).code).toMatch(/AllocationFailed$/);
  expect(fleet.state(0).phase).toBe("deallocated");
});

test("brings a lost machine back by redeploy alone", async () => {
  fleet = await Fleet.of(1);
  await fleet.turn({ minutes: 5 });
  const { id } = fleet.state(0);
  loseMachine(fleet.store, id, fleet.now);
  for (const action of ["powerOff", "start", "restart", "reimage"]) {
    expect((await fleet.request("POST", `${id}/${action}`)).status).toBe(200);
    await fleet.turn({ minutes: 1 });
    expect(fleet.state(0).phase).toBe("lost");
  }
  await fleet.request("POST", `${id}/redeploy`);
  expect(fleet.state(0)).toMatchObject({ phase: "starting", host: 1 });
});

/** @refuses machines' lifecycle */
test.each(["start", "powerOff", "deallocate", "restart", "reimage", "redeploy"])(
  "refuses %s of a machine that is being created, which is ready no sooner",
  async (action) => {
    fleet = await Fleet.of(1);
    const { id } = fleet.state(0);
    const [planned] = fleet.store.events.of(id, "machine phase");
    await fleet.turn({ seconds: 5 });
    expect(await fleet.refused("POST", `${id}/${action}`)).toMatchObject({
      status: 409,
      code: "OperationNotAllowed",
    });
    expect(fleet.store.events.of(id, "machine phase")).toEqual([planned]);
  },
);

test("lets a machine whose disk is made anew be finished no sooner by a restart", async () => {
  fleet = await Fleet.of(1);
  await fleet.turn({ minutes: 5 });
  const { id } = fleet.state(0);
  await fleet.request("POST", `${id}/reimage`);
  await fleet.refused("POST", `${id}/restart`);
  await fleet.turn({ seconds: 74 });
  expect(fleet.state(0).phase).toBe("updating");
});

test("does nothing to a machine that is as it should be already", async () => {
  fleet = await Fleet.of(1);
  await fleet.turn({ minutes: 5 });
  const before = fleet.state(0);
  await fleet.request("POST", `${before.id}/start`);
  expect(fleet.state(0)).toEqual(before);
  expect(fleet.store.events.nextDue()).toBeUndefined();
});

/** @refuses machines' lifecycle */
test("refuses operations that nobody knows, of nobody, and at another API version", async () => {
  fleet = await Fleet.of(1);
  const { id } = fleet.state(0);
  expect((await fleet.refused("POST", `${id}/runCommand`)).status).toBe(501);
  expect((await fleet.refused("POST", `${id}x/start`)).code).toBe("ResourceNotFound");
  expect((await fleet.refused("POST", `${id}/start?api-version=2019-03-01`)).code).toBe(
    "NoRegisteredProviderFound",
  );
});

/** @accepts rolling upgrades */
test("shows Microsoft's client the latest rolling upgrade", async () => {
  fleet = await Fleet.of(3);
  await fleet.turn({ hours: 1 });
  await fleet.write(3, NEW_IMAGE);
  await fleet.turn({ seconds: 1 });
  const { virtualMachineScaleSetRollingUpgrades: upgrades } = client();
  const running = await upgrades.getLatest("rg-test", "vmss-web");
  expect(running).toMatchObject({
    policy: { maxBatchInstancePercent: 20, maxSurge: false },
    runningStatus: { code: "RollingForward", startTime: expect.any(Date) },
    progress: { inProgressInstanceCount: 1, pendingInstanceCount: 2 },
  });
  await upgrades.beginCancelAndWait("rg-test", "vmss-web");
  expect((await upgrades.getLatest("rg-test", "vmss-web")).runningStatus?.code).toBe("Cancelled");
});

test("lets Microsoft's client protect a member of the set, and shows it", async () => {
  fleet = await Fleet.of(2);
  const { virtualMachineScaleSetVMs: members } = client();
  const made = await members.beginUpdateAndWait("rg-test", "vmss-web", nameOf(0), {
    location: "swedencentral",
    protectionPolicy: { protectFromScaleIn: true },
  });
  expect(made).toMatchObject({
    instanceId: nameOf(0),
    latestModelApplied: true,
    protectionPolicy: { protectFromScaleIn: true, protectFromScaleSetActions: false },
  });
  const listed = [];
  for await (const member of members.list("rg-test", "vmss-web")) listed.push(member);
  expect(listed.map(({ protectionPolicy }) => protectionPolicy?.protectFromScaleIn)).toEqual([
    true,
    undefined,
  ]);
  const member = `${IDS.set}/virtualMachines/${nameOf(1)}`;
  expect(
    (
      await fleet.refused("PUT", member, {
        properties: {
          protectionPolicy: { protectFromScaleIn: false, protectFromScaleSetActions: true },
        },
      })
    ).code,
  ).toBe("InvalidParameter");
  expect((await fleet.refused("PUT", member, { properties: {} })).code).toBe("OperationNotAllowed");
  expect((await fleet.refused("GET", `${IDS.set}/virtualMachines/none`)).status).toBe(404);
});
