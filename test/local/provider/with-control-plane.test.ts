import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { account } from "../../../local/arm/account.ts";
import { ControlPlane } from "../../../local/arm/control-plane.ts";
import { realClock } from "../../../local/clock.ts";
import { ClassicProvider } from "../../../local/provider/classic/classic-provider.ts";
import { existingId } from "../../../local/provider/existing-id.ts";
import { NativeProvider } from "../../../local/provider/native/native-provider.ts";
import { armSchema } from "../../../local/schema/arm-types.ts";
import { typeTable } from "../../../local/schema/table.ts";
import type { ValueObject } from "../../../local/schema/values.ts";
import { Store } from "../../../local/store/store.ts";
import * as examples from "../schema/examples.ts";
import { type Created, Engine, urn } from "./support/client.ts";

const { subscriptionId } = account;
const place = { resourceGroupName: "rg-whole", location: "swedencentral" };
let folder: string;
let store: Store;
let azure: ControlPlane;
let native: Engine;
let classic: Engine;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "gradetide-provider-"));
  store = new Store(join(folder, "azure.db"));
  const schema = armSchema();
  azure = new ControlPlane({ store, clock: realClock, schema });
  const shared = { table: typeTable(), arm: azure };
  native = await Engine.on(new NativeProvider({ ...shared, version: "3.28.0", account }));
  classic = await Engine.on(new ClassicProvider({ ...shared, version: "6.40.0", account }));
});

afterAll(() => {
  native.close();
  classic.close();
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Checks and creates a resource as the engine does; gives what the engine would remember. */
async function make(engine: Engine, type: string, program: ValueObject): Promise<Remembered> {
  const { inputs, failures } = await engine.check(urn(type), program);
  expect(failures).toEqual([]);
  return { inputs, ...(await engine.create(urn(type), inputs)) };
}

interface Remembered extends Created {
  readonly inputs: ValueObject;
}

test("creates, refreshes and deletes what a datacenter is made of", async () => {
  const group = await make(native, "azure-native:resources:ResourceGroup", place);
  expect(group.id).toBe(`/subscriptions/${subscriptionId}/resourceGroups/rg-whole`);

  const identity = await make(native, "azure-native:managedidentity:UserAssignedIdentity", {
    ...place,
    resourceName: "id-whole",
  });
  expect(identity.outputs.principalId).toMatch(/^[0-9a-f-]{36}$/);

  const address = await make(native, "azure-native:network:PublicIPAddress", {
    ...place,
    publicIpAddressName: "pip-whole",
    sku: { name: "Standard", tier: "Regional" },
    publicIPAllocationMethod: "Static",
  });
  const nat = await make(native, "azure-native:network:NatGateway", {
    ...place,
    natGatewayName: "ng-whole",
    sku: { name: "Standard" },
    publicIpAddresses: [{ id: address.id }],
  });
  const network = await make(native, "azure-native:network:VirtualNetwork", {
    ...place,
    virtualNetworkName: "vnet-whole",
    addressSpace: { addressPrefixes: ["10.10.0.0/16"] },
    subnets: [
      {
        name: "web",
        addressPrefix: "10.10.4.0/22",
        natGateway: { id: nat.id },
        defaultOutboundAccess: false,
      },
    ],
  });

  const refreshed = await native.read(
    urn("azure-native:network:VirtualNetwork"),
    network.id,
    network,
  );
  expect(refreshed.inputs).toEqual(network.inputs);
  await expect(
    native.delete(urn("azure-native:network:NatGateway"), nat.id, nat.outputs),
  ).rejects.toThrow(/^Status=4\d\d Code="\w+" Message=/);

  const scaleSet = await make(native, "azure-native:compute:VirtualMachineScaleSet", {
    ...scaleSetIn(`${network.id}/subnets/web`),
    ...place,
    identity: { type: "UserAssigned", userAssignedIdentities: [identity.id] },
  });
  const type = urn("azure-native:compute:VirtualMachineScaleSet");
  expect((await native.read(type, scaleSet.id, scaleSet)).inputs).toEqual(scaleSet.inputs);
  const url = `${scaleSet.id}?api-version=2024-11-01`;
  const sku = { ...(scaleSet.outputs.sku as object), capacity: 12 };
  expect(await azure.handle({ method: "PATCH", url, body: { sku } })).toMatchObject({
    status: 200,
  });
  expect((await native.read(type, scaleSet.id, scaleSet)).inputs).toEqual({
    ...scaleSet.inputs,
    sku: { ...(scaleSet.inputs.sku as ValueObject), capacity: 12 },
  });

  await native.delete(type, scaleSet.id, scaleSet.outputs);
  await native.delete(urn("azure-native:network:VirtualNetwork"), network.id, network.outputs);
  await native.delete(urn("azure-native:network:NatGateway"), nat.id, nat.outputs);
  expect(await native.read(urn("azure-native:network:NatGateway"), nat.id, nat)).toMatchObject({
    id: "",
  });
});

test("creates a vault with a certificate, and finds them again by their inputs", async () => {
  const vault = await make(native, "azure-native:keyvault:Vault", {
    ...examples.vaultInputs,
    ...place,
    vaultName: "kv-whole-7m2",
    properties: {
      ...(examples.vaultInputs.properties as ValueObject),
      tenantId: account.tenantId,
    },
  });
  const type = "azure:keyvault/certificate:Certificate";
  const certificate = await make(classic, type, {
    ...examples.certificateInputs,
    keyVaultId: vault.id,
  });
  expect(certificate.id).toMatch(
    /^https:\/\/kv-whole-7m2\.vault\.azure\.net\/certificates\/edge-se\/[0-9a-f]{32}$/,
  );
  expect(certificate.outputs.thumbprint).toMatch(/^[0-9A-F]{40}$/);
  const live = await classic.read(urn(type), certificate.id, certificate);
  expect(live).toEqual(certificate);
  expect((await classic.read(urn(type), certificate.id)).inputs).toMatchObject({
    name: "edge-se",
    keyVaultId: vault.id,
  });

  expect(await existingId(azure, type, certificate.inputs)).toBe(certificate.id);
  expect(await existingId(azure, "azure-native:keyvault:Vault", vault.inputs)).toBe(vault.id);
  expect(await existingId(azure, type, { ...certificate.inputs, name: "other" })).toBeUndefined();
  expect(await existingId(azure, "azure-native:a:B", {})).toBeUndefined();

  await classic.delete(urn(type), certificate.id, certificate.outputs);
  const recovered = await classic.create(urn(type), certificate.inputs);
  expect(recovered.id).toBe(certificate.id);
});

/** The example's scale set in a subnet, without a gateway and a reservation. */
function scaleSetIn(subnetId: string): ValueObject {
  const example = structuredClone(examples.scaleSetInputs);
  const { capacityReservation: _, ...profile } = example.virtualMachineProfile as ValueObject;
  const ipConfigurations = [{ name: "internal", primary: true, subnet: { id: subnetId } }];
  return {
    ...example,
    virtualMachineProfile: {
      ...profile,
      networkProfile: {
        networkApiVersion: "2020-11-01",
        networkInterfaceConfigurations: [{ name: "nic", primary: true, ipConfigurations }],
      },
    },
  };
}
