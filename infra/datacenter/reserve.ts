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
  /** Machines to reserve in each zone: so many are promised, whatever else Azure has room for. */
  readonly perZone: number;
}

/**
 * The reserve: capacity that Azure promises the clones, as one reservation a zone in one group, by the season
 * (`Declared.reservePerZone`). All that autoscale may make there is then sure to be made. The clones join
 * the group from the start, as a scale set moves in or out of one only when it is empty.
 *
 * Only a reservation's quantity can be changed. Another size is another reservation, made before the old
 * one goes; Azure lets the old one go only when no clone uses it any more, so `up` is run once more when
 * the clones have been upgraded.
 *
 * Costs a month: a reserved machine costs what a running one does, and one that runs is not paid twice.
 * What is paid more is what stands by: from what runs up to the season's ceiling.
 * Source: Microsoft Learn, "On-demand capacity reservation" (capacity-reservation-overview).
 *
 * @example
 * new Reserve("prod-se-reserve", {
 *   datacenter: "prod-se", region: "swedencentral", tags: {}, zones: ["1", "2", "3"],
 *   vmSize: "Standard_D4s_v5", perZone: 2,
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
        sku: { name: args.vmSize, capacity: args.perZone },
        tags: { ...args.tags, tier: "reserve" },
      },
      { parent: this, deleteBeforeReplace: false },
    );
  }
}
