import type { JsonObject } from "../../json.ts";
import { Refusal } from "../refusal.ts";
import { type Cidr, contains, formatCidr, overlaps, parseCidr } from "../support/cidr.ts";
import { objectsAt, textAt, textsAt } from "../support/json.ts";

/** The smallest IPv4 subnet (Microsoft Learn, "Azure Virtual Network frequently asked questions"). */
const LONGEST_IPV4_PREFIX = 29;
const IPV6_PREFIX = 64;

interface Range {
  readonly cidr: Cidr;
  readonly name: string;
}

/** What is wrong with a virtual network's ranges and its subnets' within them. */
export function refuseAddresses(network: JsonObject): Refusal[] {
  const refusals: Refusal[] = [];
  const collect = (refusal: Refusal): void => {
    refusals.push(refusal);
  };
  const space = textsAt(network, "properties.addressSpace.addressPrefixes").flatMap(
    (text, index) => read(text, `properties.addressSpace.addressPrefixes[${index}]`, collect) ?? [],
  );
  refuseOwnOverlap(space, network, collect);
  const subnets = objectsAt(network, "properties.subnets").flatMap((subnet, index) =>
    subnetRanges(subnet, index, collect),
  );
  for (const [index, range] of subnets.entries()) {
    refuseSubnet(range, subnets.slice(0, index), space, network, collect);
  }
  return refusals;
}

/** A subnet's ranges, as texts: it has one prefix, or a list with one of each IP version. */
export function subnetPrefixes(subnet: JsonObject): string[] {
  const one = textAt(subnet, "properties.addressPrefix");
  const many = textsAt(subnet, "properties.addressPrefixes");
  return one === undefined ? many : [one, ...many.filter((text) => text !== one)];
}

type Collect = (refusal: Refusal) => void;

function subnetRanges(subnet: JsonObject, index: number, collect: Collect): Range[] {
  const name = textAt(subnet, "name") ?? "";
  const texts = subnetPrefixes(subnet);
  const target = `properties.subnets[${index}].properties.addressPrefix`;
  if (texts.length === 0) {
    collect(
      new Refusal(
        "MissingJsonProperty",
        `Value for property 'addressPrefix' of subnet '${name}' is missing.`,
        { target },
      ),
    );
  }
  return texts.flatMap((text) => {
    const cidr = read(text, target, collect);
    return cidr === undefined ? [] : [{ cidr, name }];
  });
}

function read(text: string, target: string, collect: Collect): Cidr | undefined {
  const cidr = parseCidr(text);
  if (cidr === undefined) {
    collect(
      new Refusal(
        "InvalidAddressPrefixFormat",
        `Address prefix '${text}' is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.`,
        { target },
      ),
    );
    return undefined;
  }
  if (cidr.aligned) return cidr;
  collect(
    new Refusal(
      "InvalidCIDRNotation",
      `The address prefix ${text} has an invalid CIDR notation. For the given prefix length, the address prefix should be ${formatCidr(cidr)}.`,
      { target },
    ),
  );
  return undefined;
}

function refuseOwnOverlap(space: readonly Cidr[], network: JsonObject, collect: Collect): void {
  const twice = space.find((range, index) =>
    space.slice(0, index).some((other) => overlaps(range, other)),
  );
  if (twice === undefined) return;
  collect(
    new Refusal(
      "VnetAddressSpacesOverlap",
      `Address prefix ${formatCidr(twice)} of virtual network ${textAt(network, "id")} overlaps with another of its address prefixes.`,
      { target: "properties.addressSpace.addressPrefixes" },
    ),
  );
}

function refuseSubnet(
  { cidr, name }: Range,
  earlier: readonly Range[],
  space: readonly Cidr[],
  network: JsonObject,
  collect: Collect,
): void {
  const target = "properties.subnets";
  const longest = cidr.version === 4 ? LONGEST_IPV4_PREFIX : IPV6_PREFIX;
  const fits = cidr.prefix <= longest && (cidr.version === 4 || cidr.prefix === IPV6_PREFIX);
  if (!fits || !space.some((range) => contains(range, cidr))) {
    const why = fits
      ? `its range ${formatCidr(cidr)} lies outside the network's address space`
      : `its range ${formatCidr(cidr)} is of a size that Azure has no subnets of (IPv4: /29 or larger; IPv6: /64)`;
    collect(
      new Refusal(
        "NetcfgInvalidSubnet",
        `Subnet '${name}' is not valid in virtual network '${textAt(network, "name")}': ${why}.`,
        { target },
      ),
    );
  }
  const clash = earlier.find((other) => overlaps(other.cidr, cidr));
  if (clash === undefined) return;
  collect(
    new Refusal(
      "NetcfgSubnetRangesOverlap",
      `Subnet '${name}' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '${textAt(network, "name")}': '${clash.name}' has ${formatCidr(clash.cidr)}.`,
      { target },
    ),
  );
}
