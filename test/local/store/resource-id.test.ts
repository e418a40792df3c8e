import { expect, test } from "@jest/globals";
import { parseResourceId, same, topLevelId, within } from "../../../local/store/resource-id.ts";

const GROUP = "/subscriptions/S/resourceGroups/G";
const VNET = `${GROUP}/providers/Microsoft.Network/virtualNetworks/V`;

test.each([
  ["/subscriptions/S", "Microsoft.Resources/subscriptions", "S", "/", undefined],
  [GROUP, "Microsoft.Resources/resourceGroups", "G", "/subscriptions/S", "G"],
  [
    "/SUBSCRIPTIONS/S/RESOURCEGROUPS/G/",
    "Microsoft.Resources/resourceGroups",
    "G",
    "/subscriptions/S",
    "G",
  ],
  [VNET, "Microsoft.Network/virtualNetworks", "V", GROUP, "G"],
  [`${VNET}/subnets/web`, "Microsoft.Network/virtualNetworks/subnets", "web", GROUP, "G"],
  [
    `${VNET}/providers/Microsoft.Authorization/roleAssignments/R`,
    "Microsoft.Authorization/roleAssignments",
    "R",
    VNET,
    "G",
  ],
  [
    "/subscriptions/S/providers/Microsoft.Authorization/roleAssignments/R",
    "Microsoft.Authorization/roleAssignments",
    "R",
    "/subscriptions/S",
    undefined,
  ],
  [
    "/providers/Microsoft.Authorization/roleDefinitions/D",
    "Microsoft.Authorization/roleDefinitions",
    "D",
    "/",
    undefined,
  ],
])("takes %s apart", (text, type, name, scope, resourceGroup) => {
  const parsed = parseResourceId(text);
  expect(parsed?.type).toBe(type);
  expect(parsed?.name).toBe(name);
  expect(parsed?.scope).toBe(scope);
  expect(parsed?.resourceGroup).toBe(resourceGroup);
});

test.each([
  [""],
  ["/"],
  ["subscriptions/S"],
  ["/subscriptions"],
  ["/subscriptions/S/resourceGroups"],
  ["/subscriptions//resourceGroups/G"],
  ["/tenants/T"],
  [`${GROUP}/providers/Microsoft.Network`],
  [`${GROUP}/providers/Microsoft.Network/virtualNetworks`],
  [`${VNET}/subnets`],
  [`${GROUP}/other/thing`],
  ["https://kv.vault.azure.net/secrets/s"],
])("refuses %j", (text) => {
  expect(parseResourceId(text)).toBeUndefined();
});

test("takes names that differ in case only for the same", () => {
  expect(same("Web", "wEB")).toBe(true);
  expect(same("web", "web2")).toBe(false);
});

test.each([
  [`${VNET}/subnets/web`, VNET, true],
  [VNET.toUpperCase(), VNET, true],
  [`${VNET}2`, VNET, false],
  [GROUP, VNET, false],
])("says whether %s lies within %s", (id, parent, expected) => {
  expect(within(id, parent)).toBe(expected);
});

test.each([
  [`${VNET}/subnets/web`, VNET],
  [VNET, VNET],
  [GROUP, GROUP],
  [
    `${VNET}/providers/Microsoft.Authorization/roleAssignments/R`,
    `${VNET}/providers/Microsoft.Authorization/roleAssignments/R`,
  ],
])("finds the resource that %s belongs to", (id, top) => {
  expect(topLevelId(id)).toBe(top);
});
