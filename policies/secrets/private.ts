import { parseCidr } from "../../infra/settings/cidr.ts";
import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import { ofType, type StackPolicy, setting } from "../support/policy.ts";
import { items, textAt } from "../support/read.ts";
import { T } from "../support/types.ts";

const ACLS = "properties.networkAcls";

export const secretsPrivate: StackPolicy = {
  id: "secrets-private",
  title: "A vault answers nobody but those whom its firewall names.",
  why: "A vault that answers the internet is one stolen token away from every key in it.",
  severity: "mandatory",
  control: control("A.8.20"),
  example: {
    violation: "networkAcls: { defaultAction: Allow }, or an ipRule 0.0.0.0/0",
    remedy: "networkAcls: { defaultAction: Deny, bypass: AzureServices }",
  },
  config: {
    prefix: {
      type: "integer",
      description: "Widest range that may come in, as the length of its prefix.",
      default: 24,
      minimum: 8,
      maximum: 32,
    },
  },
  checkStack(stack, config) {
    const prefix = setting<number>(secretsPrivate, config, "prefix");
    const allowed = stack.settings.secrets.allowedAddresses;
    const isOpen = allowed.length > 0;
    return ofType(stack, T.vault).flatMap((vault) => [
      ...(isOpen
        ? []
        : expectValue(vault, "properties.publicNetworkAccess", is("Disabled"), {
            required: "Disabled, as the settings let no address in",
            remedy: "Set `publicNetworkAccess` to Disabled; Azure's default is Enabled.",
          })),
      ...expectValue(vault, `${ACLS}.defaultAction`, is("Deny"), {
        required: "Deny",
        remedy: "Set `networkAcls.defaultAction` to Deny; Azure's default lets everybody in.",
      }),
      ...expectValue(vault, `${ACLS}.bypass`, is("AzureServices", "None"), {
        required: "AzureServices or None",
        remedy: "Set `networkAcls.bypass` to AzureServices, of which the gateway is one.",
        safeWhenAbsent: true,
      }),
      ...items(vault.inputs, `${ACLS}.ipRules`)
        .filter(({ value }) => !isNamed(textAt(value, "value"), allowed, prefix))
        .map(({ path, value }) =>
          violation(vault, `${path}.value`, textAt(value, "value") ?? "absent", {
            required: `an address that the settings name, or a range of /${prefix} at widest`,
            remedy: "Name the addresses that need to come in, in `secrets.allowedAddresses`.",
          }),
        ),
      ...items(vault.inputs, `${ACLS}.virtualNetworkRules`).map(({ path, value }) =>
        violation(vault, path, textAt(value, "id") ?? "absent", {
          required: "no network that comes in by the public side",
          remedy: "Take the rule away: the stack's own network comes by the private endpoint.",
        }),
      ),
    ]);
  },
};

/** Whether an address or a range stands in the settings, and is narrow enough. */
function isNamed(text: string | undefined, allowed: readonly string[], prefix: number): boolean {
  if (text === undefined || !allowed.some((one) => sameRange(one, text))) return false;
  return (parseCidr(text)?.prefix ?? 32) >= prefix;
}

/** An address is a range of its own. */
function sameRange(one: string, other: string): boolean {
  return one.replace(/\/32$/, "") === other.replace(/\/32$/, "");
}
