import { beforeAll, describe, expect, test } from "@jest/globals";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { MockedStack, Registered } from "../../support/mocked-stack.ts";
import { realDatacenter } from "./real-datacenter.ts";

/** Properties that hold another resource's name, with the end of that one's type. */
const NAMED_BY: Readonly<Record<string, string>> = {
  resourceGroupName: ":ResourceGroup",
  accountName: ":StorageAccount",
  privateZoneName: ":PrivateZone",
  serverName: ":dbforpostgresql:Server",
  vaultName: "Vault",
};

/** Types that hold data: found by type, so that a forgotten option is seen. Backups' vaults are Azure's own to keep. */
const HOLDERS_OF_DATA = [
  ":StorageAccount",
  ":BlobContainer",
  ":dbforpostgresql:Server",
  ":dbforpostgresql:Database",
  ":keyvault:Vault",
  ":compute:VirtualMachine",
  ":compute:Disk",
];

function isRetained({ options }: Registered): boolean {
  return (options as CustomResourceOptions).retainOnDelete === true;
}

function isKept(one: Registered): boolean {
  return isRetained(one) && one.options.protect === true;
}

function isStagings({ name }: Registered): boolean {
  return /^prod-..-staging-/.test(name);
}

/** What a resource lives in or is used by: what its inputs name, by id or by name. */
function livesIn(one: Registered, { resources }: MockedStack): readonly Registered[] {
  const said = JSON.stringify(one.inputs);
  return resources.filter(
    (other) =>
      other.custom &&
      other !== one &&
      (new RegExp(`/mock/${other.name}(?![\\w-])`).test(said) ||
        Object.entries(NAMED_BY).some(
          ([property, type]) =>
            other.type.endsWith(type) &&
            one.inputs[property] !== undefined &&
            one.inputs[property] === other.inputs[property],
        )),
  );
}

describe.each(["prod-se", "prod-is", "prod-uk"])("what is retained of %s", (name) => {
  let stack: MockedStack;
  let retained: readonly Registered[];
  beforeAll(async () => {
    stack = await realDatacenter(name);
    retained = stack.resources.filter(isRetained);
  });

  test("is each of production's resources that holds data, and none of staging's", () => {
    const missed = stack.resources
      .filter(({ type }) => HOLDERS_OF_DATA.some((end) => type.endsWith(end)))
      .filter((one) => !isStagings(one) && !isKept(one));
    expect(missed.map((one) => one.name)).toEqual([]);
    expect(retained.filter(isStagings).map((one) => one.name)).toEqual([]);
    expect(retained.length).toBeGreaterThan(15);
  });

  test("lives only in what is protected and retained, too: group, network, zone, interface, identity", () => {
    const loose = retained.flatMap((one) =>
      livesIn(one, stack)
        .filter((parent) => !isKept(parent))
        .map((parent) => `${one.name} lives in ${parent.name}`),
    );
    expect(loose).toEqual([]);
    const homeless = retained
      .filter(({ type }) => !type.endsWith(":ResourceGroup"))
      .filter((one) => livesIn(one, stack).length === 0);
    expect(homeless.map((one) => one.name)).toEqual([]);
  });

  test("is found by name for as long: the links of a zone that is retained are, too", () => {
    const links = stack.resources.filter(({ type }) => type.endsWith(":VirtualNetworkLink"));
    const loose = links.filter(
      (link) =>
        livesIn(link, stack).some((zone) => /Zone$/.test(zone.type) && isKept(zone)) &&
        !isKept(link),
    );
    expect(loose.map((one) => one.name)).toEqual([]);
  });

  test("is not what can be made again from the settings: edge, clones, reserve, watch, staging", () => {
    const tiers = new Set(retained.map((one) => one.name.split("-")[2]));
    expect([...tiers].toSorted()).toEqual(["database", "network", "secrets", "storage"]);
  });
});
