import type { JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import type { Referrer, Store } from "../../store/store.ts";
import { Refusal } from "../refusal.ts";
import { numberAt, objectsAt, textAt } from "../support/json.ts";
import { ports, prefixes } from "./security-rules.ts";

const GATEWAY = "/providers/microsoft.network/applicationgateways/";
const MANAGEMENT_PORTS: readonly [number, number] = [65200, 65535];
const FROM_MANAGEMENT = ["*", "any", "internet", "0.0.0.0/0", "gatewaymanager"];

/** Whether a referrer is an application gateway. */
export function isGateway({ source }: Referrer): boolean {
  return source.includes(GATEWAY);
}

/**
 * Why a resource that is no gateway can't have a place in a subnet: a gateway has it for itself.
 * Source: Microsoft Learn, "Application Gateway infrastructure configuration" (dedicated subnet).
 */
export function refuseSharedSubnet(
  store: Store,
  subnet: string,
  user: string,
): Refusal | undefined {
  const gateway = store.referrers(subnet).find(isGateway);
  return gateway === undefined ? undefined : shared(subnet, user, gateway.part);
}

/** Why a gateway can't have a subnet: other things stand in it. */
export function refuseUsedSubnet(
  store: Store,
  subnet: string,
  gateway: string,
): Refusal | undefined {
  const other = store
    .referrers(subnet)
    .find((user) => !isGateway(user) && !same(user.source, gateway) && !isAccessRule(user));
  return other === undefined ? undefined : shared(subnet, gateway, other.part);
}

/**
 * Why a gateway of sku v2 would not work behind a security group: the first rule that speaks of the
 * ports 65200 to 65535 from GatewayManager must let them in.
 * Source: Microsoft Learn, "Application Gateway infrastructure configuration" (network security
 * groups); the code is the service's own.
 */
export function refuseBlockedGateway(
  group: JsonObject | undefined,
  subnet: string,
  gateway: string,
): Refusal | undefined {
  if (group === undefined || letsManagementIn(group)) return undefined;
  return new Refusal(
    "ApplicationGatewaySubnetInboundTrafficBlockedByNetworkSecurityGroup",
    `Network security group ${textAt(group, "id")} blocks incoming traffic from GatewayManager on ports 65200 - 65535 to subnet ${subnet}, associated with Application Gateway ${gateway}. This is not permitted for Application Gateways that have V2 Sku.`,
  );
}

function letsManagementIn(group: JsonObject): boolean {
  const rules = objectsAt(group, "properties.securityRules")
    .filter(
      (rule) => textAt(rule, "properties.direction") === "Inbound" && speaksOfManagement(rule),
    )
    .toSorted((one, other) => priority(one) - priority(other));
  const first = rules[0];
  if (textAt(first, "properties.access") !== "Allow" || first === undefined) return false;
  const [from, to] = MANAGEMENT_PORTS;
  return ports(first, "destination").some(([low, high]) => low <= from && high >= to);
}

function speaksOfManagement(rule: JsonObject): boolean {
  const protocol = textAt(rule, "properties.protocol") ?? "*";
  const [from, to] = MANAGEMENT_PORTS;
  return (
    ["*", "tcp"].includes(protocol.toLowerCase()) &&
    prefixes(rule, "source").some((prefix) => FROM_MANAGEMENT.includes(prefix.toLowerCase())) &&
    ports(rule, "destination").some(([low, high]) => low <= to && high >= from)
  );
}

function priority(rule: JsonObject): number {
  return numberAt(rule, "properties.priority") ?? 0;
}

/** A vault that lets a subnet reach it does not stand in the subnet. */
function isAccessRule({ source }: Referrer): boolean {
  return source.includes("/providers/microsoft.keyvault/");
}

function shared(subnet: string, user: string, holder: string): Refusal {
  return new Refusal(
    "ApplicationGatewaySubnetCannotBeUsedByOtherResources",
    `Subnet ${subnet} cannot be used by ${user}, because ${holder} is in it. The subnet of an Application Gateway holds nothing else.`,
  );
}
