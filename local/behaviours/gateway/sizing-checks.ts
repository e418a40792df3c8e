import type { JsonObject } from "../../json.ts";
import { Refusal } from "../refusal.ts";
import { numberAt, objectAt, textAt } from "../support/json.ts";

const V2 = ["Basic", "Standard_v2", "WAF_v2"];

/**
 * What is wrong with a gateway's sku, its size and its firewall.
 *
 * Sources: Microsoft Learn, "Scaling Application Gateway v2 and WAF v2" (minimum 0 to 125, maximum
 * 2 to 125) and "Azure Web Application Firewall policy overview". Only v2 is answered for: v1 has
 * been retired (Microsoft Learn, "Migrate from v1 to v2").
 */
export function refuseSizing(gateway: JsonObject): Refusal[] {
  const name = textAt(gateway, "properties.sku.name");
  const tier = textAt(gateway, "properties.sku.tier");
  if (name === undefined || !V2.includes(name) || tier !== name) {
    return [
      new Refusal(
        "ApplicationGatewaySkuNotSupported",
        `Application Gateway ${gateway.id} has sku ${name} of tier ${tier}. Both must be the same, one of ${V2.join(", ")}.`,
        { target: "properties.sku" },
      ),
    ];
  }
  return [...refuseCapacity(gateway), ...refuseFirewall(gateway, name)];
}

function refuseCapacity(gateway: JsonObject): Refusal[] {
  const capacity = numberAt(gateway, "properties.sku.capacity");
  const scale = objectAt(gateway, "properties.autoscaleConfiguration");
  const target = "properties.autoscaleConfiguration";
  if ((capacity === undefined) === (scale === undefined)) {
    return [
      new Refusal(
        "ApplicationGatewayCapacityInvalid",
        `Application Gateway ${gateway.id} needs either sku.capacity or autoscaleConfiguration, and not both.`,
        { target },
      ),
    ];
  }
  if (capacity !== undefined) {
    return within(capacity, 1, 125)
      ? []
      : [outOfRange(gateway, "properties.sku.capacity", capacity, 1, 125)];
  }
  const minimum = numberAt(scale, "minCapacity");
  const maximum = numberAt(scale, "maxCapacity");
  if (minimum === undefined || !within(minimum, 0, 125)) {
    return [outOfRange(gateway, `${target}.minCapacity`, minimum, 0, 125)];
  }
  if (maximum === undefined) return [];
  if (!within(maximum, 2, 125))
    return [outOfRange(gateway, `${target}.maxCapacity`, maximum, 2, 125)];
  if (minimum <= maximum) return [];
  return [
    new Refusal(
      "ApplicationGatewayAutoscaleMinCapacityGreaterThanMaxCapacity",
      `Application Gateway ${gateway.id} has minCapacity ${minimum} above maxCapacity ${maximum}.`,
      { target },
    ),
  ];
}

function refuseFirewall(gateway: JsonObject, sku: string): Refusal[] {
  const policy = textAt(gateway, "properties.firewallPolicy.id");
  const configuration = objectAt(gateway, "properties.webApplicationFirewallConfiguration");
  const configured = policy !== undefined || configuration !== undefined;
  if (configured === (sku === "WAF_v2")) return [];
  return [
    configured
      ? new Refusal(
          "ApplicationGatewayFirewallCannotBeEnabledForSelectedSku",
          `Application Gateway ${gateway.id} has a firewall, which sku ${sku} does not. Use WAF_v2.`,
          { target: "properties.sku" },
        )
      : new Refusal(
          "ApplicationGatewayFirewallNotConfiguredForSelectedSku",
          `Application Gateway ${gateway.id} of sku ${sku} needs a firewallPolicy or a webApplicationFirewallConfiguration.`,
          { target: "properties.firewallPolicy" },
        ),
  ];
}

/**
 * Source: the service's own refusal, quoted in pagopa/io-infrastructure-live-new#267; that it is
 * let pass when the sku leaves WAF_v2: MicrosoftDocs/azure-docs#121005.
 */
export function refusePolicyRemoval(before: JsonObject | undefined, after: JsonObject): Refusal[] {
  const kept = textAt(before, "properties.firewallPolicy.id");
  const now = textAt(after, "properties.firewallPolicy.id");
  if (kept === undefined || now !== undefined) return [];
  if (textAt(after, "properties.sku.name") !== "WAF_v2") return [];
  return [
    new Refusal(
      "ApplicationGatewayFirewallPolicyCannotBeRemoved",
      `Firewall policy ${kept} cannot be removed from Application Gateway, changing from one firewall policy to another is permitted.`,
      { target: "properties.firewallPolicy" },
    ),
  ];
}

function within(number: number, low: number, high: number): boolean {
  return Number.isInteger(number) && number >= low && number <= high;
}

function outOfRange(
  gateway: JsonObject,
  target: string,
  value: number | undefined,
  low: number,
  high: number,
): Refusal {
  return new Refusal(
    "ApplicationGatewayCapacityOutOfRange",
    `Application Gateway ${gateway.id} has ${target} ${value ?? "(none)"}; it must be a whole number from ${low} to ${high}.`,
    { target },
  );
}
