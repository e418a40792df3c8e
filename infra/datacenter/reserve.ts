import { CapacityReservation } from "@pulumi/azure-native/compute/capacityReservation.js";
import { CapacityReservationGroup } from "@pulumi/azure-native/compute/capacityReservationGroup.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { azureName } from "./names.ts";
import { type TierArgs, tierResourceGroup } from "./tier.ts";

export interface ReserveArgs extends TierArgs {
  /** The zones over which clones are spread; a group's zones are fixed when it is made. */
  readonly zones: readonly string[];
  /** Azure's name of the clones' size, for instance `Standard_D4s_v5`. */
  readonly vmSize: string;
  /** Fewest clones: so many are promised, whatever else Azure has room for. */
  readonly floor: number;
}

/**
 * The reserve: capacity that Azure promises the clones, as one reservation a zone in one group. A clone
 * that was lost can then always be made again, up to the floor. The clones join the group from the start,
 * as a scale set moves in or out of one only when it is empty.
 *
 * Only a reservation's quantity can be changed. Another size is another reservation, made before the old
 * one goes; Azure lets the old one go only when no clone uses it any more, so `up` is run once more when
 * the clones have been upgraded.
 *
 * Costs a month: a reserved machine costs what a running one does, and one that runs is not paid twice.
 * The floor therefore costs nothing more where it divides by the zones; otherwise up to one machine a zone
 * stands by and is paid, as Azure and not we choose the zones of the odd clones.
 * Source: Microsoft Learn, "On-demand capacity reservation" (capacity-reservation-overview).
 *
 * @example
 * new Reserve("prod-se-reserve", {
 *   datacenter: "prod-se", region: "swedencentral", tags: {}, zones: ["1", "2", "3"],
 *   vmSize: "Standard_D4s_v5", floor: 4,
 * });
 */
export class Reserve extends pulumi.ComponentResource {
  /** ARM id of the group, known when all that is in it stands. */
  readonly groupId: pulumi.Output<string>;

  constructor(name: string, args: ReserveArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:datacenter:Reserve", name, {}, opts);

    const resourceGroup = tierResourceGroup(name, "reserve", args, { parent: this });
    const group = this.group(name, args, resourceGroup);
    const reservations = args.zones.map((zone) =>
      this.reservation(name, zone, args, resourceGroup, group),
    );

    this.groupId = pulumi
      .all([group.id, ...reservations.map(({ id }) => id)])
      .apply(([groupId]) => groupId as string);
    this.registerOutputs({ groupId: this.groupId });
  }

  private group(
    name: string,
    args: ReserveArgs,
    resourceGroup: ResourceGroup,
  ): CapacityReservationGroup {
    return new CapacityReservationGroup(
      `${name}-group`,
      {
        capacityReservationGroupName: azureName(
          "capacityReservationGroup",
          `crg-${args.datacenter}`,
        ),
        resourceGroupName: resourceGroup.name,
        location: args.region,
        zones: [...args.zones],
        tags: { ...args.tags, tier: "reserve" },
      },
      { parent: this },
    );
  }

  private reservation(
    name: string,
    zone: string,
    args: ReserveArgs,
    resourceGroup: ResourceGroup,
    group: CapacityReservationGroup,
  ): CapacityReservation {
    return new CapacityReservation(
      `${name}-zone-${zone}`,
      {
        capacityReservationName: azureName(
          "capacityReservation",
          `cr-${args.datacenter}-zone${zone}-${args.vmSize}`,
        ),
        capacityReservationGroupName: group.name,
        resourceGroupName: resourceGroup.name,
        location: args.region,
        zones: [zone],
        sku: { name: args.vmSize, capacity: reservedInZone(args.floor, args.zones.length) },
        tags: { ...args.tags, tier: "reserve" },
      },
      { parent: this, deleteBeforeReplace: false },
    );
  }
}

/**
 * Machines to reserve in each of so many zones. Azure keeps a set's zones equal to within one machine and
 * does not say which get the odd ones, so each zone gets room for one.
 */
export function reservedInZone(floor: number, zones: number): number {
  return Math.ceil(floor / zones);
}
