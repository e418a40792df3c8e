import { expect, test } from "@jest/globals";
import {
  nameRule,
  refuseDomainNameLabel,
  refuseName,
  refusePartName,
} from "../../../local/behaviours/facts/name-rules.ts";
import { BEHAVIOURS } from "../../../local/behaviours/table.ts";

const NETWORK = "Microsoft.Network";

/** Type, least and most characters: the table of Microsoft's naming rules. */
test.each([
  ["Microsoft.Resources/resourceGroups", 1, 90],
  [`${NETWORK}/virtualNetworks`, 2, 64],
  [`${NETWORK}/natGateways`, 1, 80],
  [`${NETWORK}/networkSecurityGroups`, 1, 80],
  [`${NETWORK}/publicIPAddresses`, 1, 80],
  [`${NETWORK}/applicationGateways`, 1, 80],
  [`${NETWORK}/ApplicationGatewayWebApplicationFirewallPolicies`, 1, 128],
  ["Microsoft.Compute/virtualMachineScaleSets", 1, 64],
  ["Microsoft.Insights/autoscaleSettings", 1, 260],
  ["Microsoft.Insights/actionGroups", 1, 260],
  ["Microsoft.Insights/scheduledQueryRules", 1, 260],
  ["Microsoft.OperationalInsights/workspaces", 4, 63],
  ["Microsoft.KeyVault/vaults", 3, 24],
  ["Microsoft.KeyVault/vaults/certificates", 1, 127],
  ["Microsoft.ManagedIdentity/userAssignedIdentities", 3, 128],
])("holds names of %s to %i to %i characters", (type, minimum, maximum) => {
  const refused = (length: number): boolean => refuseName(type, "a".repeat(length)) !== undefined;
  expect([minimum - 1, minimum, minimum + 1].map(refused)).toEqual([true, false, false]);
  expect([maximum - 1, maximum, maximum + 1].map(refused)).toEqual([false, false, true]);
});

test.each([
  [
    "Microsoft.Resources/resourceGroups",
    ["a.b", "(a)", "a-", "räksmörgås"],
    ["a.", "a/b", "a b", "a#"],
  ],
  [`${NETWORK}/natGateways`, ["a_", "1", "a.b-c_d"], ["_a", "-a", "a-", "a.", "a b", "å"]],
  [
    "Microsoft.Compute/virtualMachineScaleSets",
    ["vmss-web", "a_b", "a_"],
    ["_a", "a-", "a.", "a b", "a&b", "a/b"],
  ],
  [
    "Microsoft.Insights/autoscaleSettings",
    ["autoscale-web", "a b", "å_(1)"],
    ["a/b", "a?", "a%b", "a#", "a.", "a "],
  ],
  [
    "Microsoft.Insights/actionGroups",
    ["ag-on-duty", "a b", "a#{*}"],
    ["a/b", "a?", "a%b", "a+", "a:", "a.", "a ", "a\tb", "a\\b"],
  ],
  [
    "Microsoft.Insights/scheduledQueryRules",
    ["alert-cover", "a b", "a+;"],
    ["a/b", "a?", "a%b", "a#", "a*", "{a}", "a.", "a ", "a\nb", "a\\b"],
  ],
  [
    "Microsoft.OperationalInsights/workspaces",
    ["log-1", "1Log"],
    ["-log", "log-", "log_1", "log."],
  ],
  ["Microsoft.KeyVault/vaults", ["kv-a-1", "Kv1"], ["1kv", "kv-", "k--v", "k_v", "kv.a"]],
  ["Microsoft.KeyVault/vaults/certificates", ["edge-se", "-"], ["edge_se", "edge.se"]],
  ["Microsoft.ManagedIdentity/userAssignedIdentities", ["id-web", "1_a"], ["-id", "_id", "id.a"]],
  [
    "Microsoft.Authorization/roleAssignments",
    ["4633458b-17de-408a-b874-0445c86b69e6", "4633458B-17DE-408A-B874-0445C86B69E6"],
    ["4633458b17de408ab8740445c86b69e6", "x633458b-17de-408a-b874-0445c86b69e6", "a"],
  ],
])("knows the characters of names of %s", (type, good, bad) => {
  expect(good.filter((name) => refuseName(type, name) !== undefined)).toEqual([]);
  expect(bad.filter((name) => refuseName(type, name) === undefined)).toEqual([]);
});

test("says what a name has to look like", () => {
  const refusal = refuseName("Microsoft.KeyVault/vaults", "kv--a");
  expect(refusal?.code).toBe("VaultNameNotValid");
  expect(refusal?.message).toBe(
    "Resource name kv--a of type Microsoft.KeyVault/vaults is invalid: it has 5 characters. A name has 3 to 24 characters: letters, digits and hyphens, starting with a letter, ending with a letter or digit, no two hyphens in a row.",
  );
});

test.each([
  ["a".repeat(80), false],
  ["a".repeat(81), true],
  ["", true],
  ["a-", true],
])("holds the names of parts to the same rules: %s", (name, refused) => {
  expect(refusePartName("properties.subnets[0].name", name) !== undefined).toBe(refused);
});

test.each([
  ["ab", true],
  ["abc", false],
  [`a${"b".repeat(62)}`, false],
  [`a${"b".repeat(63)}`, true],
  ["1ab", true],
  ["ab-", true],
  ["aBc", true],
])("knows the domain name label %s", (label, refused) => {
  expect(refuseDomainNameLabel(label) !== undefined).toBe(refused);
});

test("has a rule for every type that a client makes", () => {
  const made = BEHAVIOURS.filter(({ madeBy }) => madeBy === undefined);
  expect(made.filter(({ type }) => nameRule(type) === undefined)).toEqual([]);
});
