import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { items, read } from "../support/read.ts";
import { T } from "../support/types.ts";

export const storagePrivate: ResourcePolicy = {
  id: "storage-private",
  title: "A storage account answers by its private endpoint alone.",
  why: "An account that answers the internet is found by its name, and a leaked key opens it from anywhere.",
  severity: "mandatory",
  control: control("A.8.22"),
  example: {
    violation: "publicNetworkAccess: Enabled, or networkRuleSet.defaultAction: Allow",
    remedy: "publicNetworkAccess: Disabled, defaultAction: Deny",
  },
  types: [T.account],
  check: (resource) => [
    ...expectValue(resource, "publicNetworkAccess", is("Disabled", "SecuredByPerimeter"), {
      required: "Disabled",
      remedy: "Set `publicNetworkAccess` to Disabled; Azure's default is Enabled.",
    }),
    ...expectValue(resource, "networkRuleSet.defaultAction", is("Deny"), {
      required: "Deny",
      remedy: "Set `networkRuleSet.defaultAction` to Deny; Azure's default is Allow.",
    }),
    ...expectValue(resource, "networkRuleSet.bypass", is("AzureServices", "None"), {
      required: "AzureServices or None",
      remedy: "Set `networkRuleSet.bypass` to AzureServices, of which the backup's vault is one.",
      safeWhenAbsent: true,
    }),
    ...["ipRules", "virtualNetworkRules", "resourceAccessRules"].flatMap((list) =>
      items(resource.inputs, `networkRuleSet.${list}`).map(({ path }) =>
        violation(resource, path, "a way past the endpoint", {
          required: "none",
          remedy: "Take the rule away: whoever needs the account is in the network.",
        }),
      ),
    ),
    ...["isSftpEnabled", "isLocalUserEnabled", "enableNfsV3"]
      .filter((name) => read(resource.inputs, name).kind !== "absent")
      .flatMap((name) =>
        expectValue(resource, name, is(false), {
          required: "false",
          remedy: `Leave \`${name}\` out: it lets people in by names that the directory does not know.`,
        }),
      ),
  ],
};
