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
    const isOpen = stack.settings.secrets.allowedAddresses.length > 0;
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
        .filter(({ value }) => isWider(textAt(value, "value"), prefix))
        .map(({ path, value }) =>
          violation(vault, `${path}.value`, textAt(value, "value") ?? "absent", {
            required: `an address or a range of /${prefix} at widest`,
            remedy: "Name the addresses that need to come in, in `secrets.allowedAddresses`.",
          }),
        ),
    ]);
  },
};

function isWider(text: string | undefined, prefix: number): boolean {
  return text === undefined || (parseCidr(text)?.prefix ?? 32) < prefix;
}
