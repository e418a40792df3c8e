import { describe, expect, test } from "@jest/globals";
import { forcedOrder, type Standing } from "../../../local/duration/forced-order.ts";

const GROUP = "/subscriptions/s/resourceGroups/rg";
const PRINCIPAL = "11111111-2222-3333-4444-555555555555";
const TENANT = "99999999-2222-3333-4444-555555555555";

function standing(urn: string, id: string, inputs: unknown = {}, outputs: unknown = {}): Standing {
  return { urn, id, inputs, outputs };
}

const group = standing("group", GROUP);
const network = standing("network", `${GROUP}/providers/N/virtualNetworks/vnet`);
const identity = standing("identity", `${GROUP}/providers/M/userAssignedIdentities/id`, undefined, {
  principalId: PRINCIPAL,
  tenantId: TENANT,
});
const vault = standing(
  "vault",
  `${GROUP}/providers/K/vaults/kv`,
  { tenantId: TENANT },
  { vaultUri: "https://kv.example/" },
);
const role = standing("role", `${vault.id}/providers/A/roleAssignments/r`, {
  principalId: PRINCIPAL,
  scope: vault.id,
});

function waitsFor(one: Standing, ...others: Standing[]): readonly string[] | undefined {
  return forcedOrder([group, ...others, one])
    .get(one.urn)
    ?.toSorted();
}

describe("forcedOrder", () => {
  test("puts a resource after its group, and a child after its parent", () => {
    const subnet = standing("subnet", `${network.id}/subnets/web`);
    expect(waitsFor(subnet, network)).toEqual(["group", "network"]);
  });

  test("puts a resource after those whose ids or addresses its inputs name, at any depth", () => {
    const user = standing("user", `${GROUP}/providers/X/users/u`, {
      parts: [{ subnet: { id: `${network.id.toUpperCase()}/subnets/web` } }],
      secret: "https://kv.example/secrets/one",
    });
    expect(waitsFor(user, network, vault)).toEqual(["group", "network", "vault"]);
  });

  test("puts a role after the identity whose principal it names, and nothing after a tenant's", () => {
    expect(waitsFor(role, identity, vault)).toEqual(["group", "identity", "vault"]);
    expect(waitsFor(vault, identity)).toEqual(["group"]);
  });

  test("lets who uses an identity wait for its role over what it uses, and for no other role", () => {
    const user = (inputs: unknown) => standing("user", `${GROUP}/providers/X/users/u`, inputs);
    const identities = { userAssignedIdentities: { [identity.id]: {} } };
    const both = user({ identities, secret: "https://kv.example/secrets/one" });
    expect(waitsFor(both, identity, vault, role)).toContain("role");
    expect(waitsFor(user({ identities }), identity, vault, role)).not.toContain("role");
    expect(waitsFor(user({ vault: vault.id }), identity, vault, role)).not.toContain("role");
  });

  test("lets what is made on one PostgreSQL server take turns", () => {
    const id = `${GROUP}/providers/Microsoft.DBforPostgreSQL/flexibleServers/psql`;
    const server = standing("server", id);
    const database = standing("database", `${id}/databases/platform`);
    const first = standing("first", `${id}/configurations/a`);
    const second = standing("second", `${id}/configurations/b`);
    expect(waitsFor(second, server, database, first)).toEqual(["first", "group", "server"]);
    const elsewhere = standing("elsewhere", `${id}-2/configurations/a`);
    expect(waitsFor(elsewhere, server, database)).toEqual(["group"]);
  });

  test("lets nobody wait for what was made later", () => {
    const address = standing("address", `${GROUP}/providers/N/publicIPAddresses/ip`, {
      natGateway: { id: `${GROUP}/providers/N/natGateways/nat` },
    });
    const gateway = standing("nat", `${GROUP}/providers/N/natGateways/nat`, {
      addresses: [{ id: address.id }],
    });
    const order = forcedOrder([group, address, gateway]);
    expect(order.get("address")).toEqual(["group"]);
    expect(order.get("nat")).toEqual(["group", "address"]);
  });

  test("lets a server in a private zone wait for the zone's link to its network", () => {
    const zone = standing("zone", `${GROUP}/providers/N/privateDnsZones/z`);
    const link = standing("link", `${zone.id}/virtualNetworkLinks/l`, {
      virtualNetwork: { id: network.id },
    });
    const server = standing("server", `${GROUP}/providers/D/servers/s`, {
      network: { zone: zone.id, subnet: `${network.id}/subnets/db` },
    });
    expect(waitsFor(server, network, zone, link)).toEqual(["group", "link", "network", "zone"]);
  });
});
