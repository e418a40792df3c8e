import { expect, test } from "@jest/globals";
import { DATABASE_SIZES } from "../../../infra/season/capacity/database-sizes.ts";
import { VM_SIZES } from "../../../infra/settings/vm-sizes.ts";
import {
  QUOTA_FAMILIES,
  VM_SIZE_FACTS,
  vmSizeFacts,
} from "../../../local/behaviours/facts/vm-sizes.ts";
import { typeTable } from "../../../local/schema/table.ts";

test("knows exactly the sizes that clones and databases may have, with as many vCPUs", () => {
  const clones = [...VM_SIZES].map(([name, { vcpus }]) => [name, vcpus] as const);
  const databases = DATABASE_SIZES.map(({ name, vcores }) => [name, vcores] as const);
  const settings = [...new Map([...clones, ...databases])].toSorted();
  const local = [...VM_SIZE_FACTS].map(([name, { vcpus }]) => [name, vcpus]).toSorted();
  expect(local).toEqual(settings);
});

test("names a family of usages for every size", () => {
  const families = new Set(QUOTA_FAMILIES.map(({ name }) => name));
  expect(new Set([...VM_SIZE_FACTS.values()].map(({ family }) => family))).toEqual(families);
});

test.each([
  ["Standard_D4s_v5", { vcpus: 4, family: "standardDSv5Family" }],
  ["standard_d16ADS_v5", { vcpus: 16, family: "standardDADSv5Family" }],
  ["Standard_D2as_v6", { vcpus: 2, family: "standardDav6Family" }],
  ["Standard_B2s", undefined],
])("finds %s in any case", (size, expected) => {
  expect(vmSizeFacts(size)).toEqual(expected);
});

test("is asked for no other size than those that it knows", () => {
  const asked = typeTable().enums["compute.VirtualMachineSizeTypes"] ?? [];
  expect([...asked].toSorted()).toEqual([...VM_SIZE_FACTS.keys()].toSorted());
});
