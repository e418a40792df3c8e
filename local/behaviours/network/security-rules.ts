import type { Json, JsonObject } from "../../json.ts";
import { Refusal } from "../refusal.ts";
import { parseCidr, parseIpv4 } from "../support/cidr.ts";
import { numberAt, objectsAt, textAt, textsAt } from "../support/json.ts";

/**
 * The six rules that every security group has below its own.
 * Source: Microsoft Learn, "Azure network security groups overview" (default security rules).
 */
export function defaultSecurityRules(groupId: string): Json[] {
  return [
    rule("AllowVnetInBound", 65000, "Inbound", "Allow", "VirtualNetwork", "VirtualNetwork"),
    rule("AllowAzureLoadBalancerInBound", 65001, "Inbound", "Allow", "AzureLoadBalancer", "*"),
    rule("DenyAllInBound", 65500, "Inbound", "Deny", "*", "*"),
    rule("AllowVnetOutBound", 65000, "Outbound", "Allow", "VirtualNetwork", "VirtualNetwork"),
    rule("AllowInternetOutBound", 65001, "Outbound", "Allow", "*", "Internet"),
    rule("DenyAllOutBound", 65500, "Outbound", "Deny", "*", "*"),
  ].map((item) => ({ ...item, id: `${groupId}/defaultSecurityRules/${item.name}` }));
}

/** What is wrong with a group's own rules, each by itself and among each other. */
export function refuseSecurityRules(group: JsonObject): Refusal[] {
  const rules = objectsAt(group, "properties.securityRules");
  return [...rules.flatMap(refuseRule), ...refusePriorities(rules)];
}

/** One side of a rule's traffic: both the single prefix and the list. */
export function prefixes(rule: JsonObject, side: "source" | "destination"): string[] {
  const one = textAt(rule, `properties.${side}AddressPrefix`);
  const many = textsAt(rule, `properties.${side}AddressPrefixes`);
  return one === undefined || one === "" ? many : [one, ...many];
}

/** One side's port ranges, as first and last port; "*" is 0 to 65535. Wrong ones are left out. */
export function ports(rule: JsonObject, side: "source" | "destination"): [number, number][] {
  return portTexts(rule, side).flatMap((text): [number, number][] => {
    const range = parsePorts(text);
    return range === undefined ? [] : [range];
  });
}

function rule(
  name: string,
  priority: number,
  direction: string,
  access: string,
  sourceAddressPrefix: string,
  destinationAddressPrefix: string,
): JsonObject {
  return {
    name,
    type: "Microsoft.Network/networkSecurityGroups/defaultSecurityRules",
    properties: {
      provisioningState: "Succeeded",
      protocol: "*",
      sourcePortRange: "*",
      destinationPortRange: "*",
      sourceAddressPrefix,
      destinationAddressPrefix,
      access,
      priority,
      direction,
    },
  };
}

/** Source of ranges and texts: Microsoft Learn, "Azure network security groups overview". */
function refuseRule(rule: JsonObject, index: number): Refusal[] {
  const name = textAt(rule, "name") ?? "";
  const target = `properties.securityRules[${index}]`;
  const refusals: Refusal[] = [];
  const priority = numberAt(rule, "properties.priority");
  if (priority === undefined || priority < 100 || priority > 4096 || !Number.isInteger(priority)) {
    refusals.push(
      new Refusal(
        "SecurityRuleInvalidPriority",
        `Security rule ${name} has invalid priority ${priority}. Priority must be a whole number from 100 to 4096.`,
        { target: `${target}.properties.priority` },
      ),
    );
  }
  for (const side of ["source", "destination"] as const) {
    refusals.push(...refuseSide(rule, name, target, side));
  }
  return refusals;
}

function refuseSide(
  rule: JsonObject,
  name: string,
  target: string,
  side: "source" | "destination",
): Refusal[] {
  const groups = objectsAt(rule, `properties.${side}ApplicationSecurityGroups`);
  const addresses = prefixes(rule, side);
  const ranges = portTexts(rule, side);
  const refusals: Refusal[] = [];
  if (addresses.length === 0 && groups.length === 0) {
    refusals.push(
      missing(
        name,
        target,
        `${side}AddressPrefix, ${side}AddressPrefixes or ${side}ApplicationSecurityGroups`,
      ),
    );
  }
  if (ranges.length === 0) {
    refusals.push(missing(name, target, `${side}PortRange or ${side}PortRanges`));
  }
  for (const address of addresses.filter((text) => !isAddressPrefix(text))) {
    refusals.push(
      new Refusal(
        "SecurityRuleInvalidAddressPrefix",
        `Security rule ${name} has invalid Address prefix. Value provided: ${address}`,
        { target: `${target}.properties.${side}AddressPrefix` },
      ),
    );
  }
  for (const range of ranges.filter((text) => parsePorts(text) === undefined)) {
    refusals.push(
      new Refusal(
        "SecurityRuleInvalidPortRange",
        `Security rule ${name} has invalid Port range. Value provided: ${range}. Value should be an integer OR integer range with '-' delimiter. Valid range 0-65535.`,
        { target: `${target}.properties.${side}PortRange` },
      ),
    );
  }
  return refusals;
}

function missing(name: string, target: string, what: string): Refusal {
  return new Refusal(
    "SecurityRuleParameterNotSpecified",
    `Required security rule parameters are missing for security rule ${name}. Security rule must specify ${what}.`,
    { target },
  );
}

function refusePriorities(rules: readonly JsonObject[]): Refusal[] {
  const key = (rule: JsonObject): string =>
    `${numberAt(rule, "properties.priority")} ${textAt(rule, "properties.direction")}`;
  return rules.flatMap((rule, index) => {
    const first = rules.findIndex((other) => key(other) === key(rule));
    if (first === index) return [];
    return new Refusal(
      "SecurityRuleConflict",
      `Security rule ${textAt(rule, "name")} conflicts with rule ${textAt(rules[first], "name")}. Rules cannot have the same Priority and Direction.`,
      { target: `properties.securityRules[${index}].properties.priority` },
    );
  });
}

function portTexts(rule: JsonObject, side: "source" | "destination"): string[] {
  const one = textAt(rule, `properties.${side}PortRange`);
  const many = textsAt(rule, `properties.${side}PortRanges`);
  return one === undefined || one === "" ? many : [one, ...many];
}

function parsePorts(text: string): [number, number] | undefined {
  if (text === "*") return [0, 65535];
  const [first, last = first, ...rest] = text.split("-");
  if (first === undefined || last === undefined || rest.length > 0) return undefined;
  if (![first, last].every((port) => /^\d{1,5}$/.test(port) && Number(port) <= 65535))
    return undefined;
  return Number(first) <= Number(last) ? [Number(first), Number(last)] : undefined;
}

/** "*", an address, a range, or the name of a service tag. */
function isAddressPrefix(text: string): boolean {
  if (text === "*" || /^[a-z][a-z0-9]*(\.[a-z0-9]+)*$/i.test(text)) return true;
  if (parseCidr(text)?.aligned === true) return true;
  return parseIpv4(text) !== undefined || parseCidr(`${text}/128`) !== undefined;
}
