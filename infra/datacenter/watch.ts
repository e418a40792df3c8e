import { Workbook } from "@pulumi/azure-native/applicationinsights/workbook.js";
import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import { ActionGroup } from "@pulumi/azure-native/monitor/actionGroup.js";
import { Workspace } from "@pulumi/azure-native/operationalinsights/workspace.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { azureName, stableGuid } from "./names.ts";
import { type TierArgs, tierResourceGroup } from "./tier.ts";
import type { Severity } from "./watch/alert-names.ts";
import { type BackupWatched, backupAlerts } from "./watch/backup-alerts.ts";
import { capacityAlerts } from "./watch/capacity-alerts.ts";
import { type DatabaseWatched, databaseAlerts } from "./watch/database-alerts.ts";
import { declareAlert } from "./watch/declare-alerts.ts";
import { type Diagnosed, diagnose } from "./watch/diagnostics.ts";
import { gatewayAlerts } from "./watch/gateway-alerts.ts";
import { logMachines } from "./watch/machine-log.ts";
import { type DatabaseType, usageWorkbook } from "./watch/usage-workbook.ts";
import { vaultAlerts } from "./watch/vault-alerts.ts";

/**
 * Reader: reads everything but secrets and data, and changes nothing.
 * Source: Microsoft Learn, "Azure built-in roles for General".
 */
const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

/** What messages call the action groups: at most 12 characters. */
const SHORT_NAMES = { onDuty: "gradetide", wake: "gradetide-!" } as const;

/** Up to this severity an alert is also sent as a text. */
const WAKING: Severity = 1;

export interface WatchArgs extends TierArgs {
  /** E-mail addresses of those on duty: at least one, no repeats. */
  readonly emails: readonly string[];
  /** Telephones that severe alerts are also sent to as a text: `+46 701234567`, no repeats. */
  readonly phones: readonly string[];
  /** Days for which logs are kept, 30 to 730. */
  readonly retentionDays: number;
  /** ARM id of the resource group in which the clones and their autoscale setting are. */
  readonly webResourceGroupId: pulumi.Input<string>;
  readonly scaleSetId: pulumi.Input<string>;
  /** ARM id of the clones' autoscale setting, which says in a tag until when it was planned. */
  readonly autoscaleSettingId: pulumi.Input<string>;
  readonly gatewayId: pulumi.Input<string>;
  /** Most gateway instances. */
  readonly gatewayMaximum: number;
  /** Fewest clones at any planned time, and most; availability zones over which they are spread. */
  readonly clones: { readonly floor: number; readonly ceiling: number; readonly zones: number };
  /** ARM id of the group of the clones' reservations. */
  readonly reservationGroupId: pulumi.Input<string>;
  readonly vaultId: pulumi.Input<string>;
  /** @default no database is watched */
  readonly database?: DatabaseWatched;
  /** @default no backups are watched */
  readonly backup?: BackupWatched;
  /** The resources of all tiers whose logs are kept. */
  readonly diagnosed: readonly Diagnosed[];
}

/**
 * The watch: a workspace for the logs of all tiers, who is on duty, the alerts, and a page of usage levels.
 *
 * What fires when, how bad that is, why, and which runbook helps, stands in watch/alert-names.ts; every alert goes to
 * whoever is on duty by e-mail, and the severe ones to telephones too, day and night (decision 0010). The alert that
 * the season's cover runs out is Azure's own: it needs neither the workflow nor this program to run (decision 0005).
 *
 * A database on Oracle is measured on its machines, whose agents bring that here (watch/machine-log.ts).
 *
 * Queries of Azure Resource Graph run as an identity of the watch's own, which may read the workspace, the web tier's
 * resource group and, where it keeps copies of a server, the backup vault.
 *
 * The workspace has no daily cap: a day on which logs pour in is one on which they are needed, and where it is capped
 * the alerts on it are blind. What it costs is in the budget.
 *
 * Costs a month: about USD 0.10 for each metric that is watched, USD 0.50 for each query a day, USD 1.50 for each
 * every five minutes; logs by the gigabyte, and by the gigabyte and month from day 32 on; nothing for activity log
 * alerts, the page, and the first 1,000 e-mails.
 *
 * @example
 * new Watch("prod-se-watch", {
 *   datacenter: "prod-se", region: "swedencentral", tags: {}, emails: ["duty@platform.example"], phones: [],
 *   retentionDays: 90, webResourceGroupId: web.resourceGroupId, scaleSetId: web.scaleSetId,
 *   autoscaleSettingId: season.settingId, gatewayId: edge.gatewayId, gatewayMaximum: 10,
 *   clones: { floor: 4, ceiling: 24, zones: 3 }, reservationGroupId: reserve.groupId, vaultId: secrets.vaultId,
 *   diagnosed: [{ name: "edge-gateway", type: "Microsoft.Network/applicationGateways", id: edge.gatewayId }],
 * });
 */
export class Watch extends pulumi.ComponentResource {
  /** ARM id of the workspace that logs go to. */
  readonly workspaceId: pulumi.Output<string>;
  /** ARM id of the action group: who is on duty. */
  readonly onDutyId: pulumi.Output<string>;
  /** ARM id of the subscription in which all of it stands. */
  readonly subscriptionId: pulumi.Output<string>;

  constructor(name: string, args: WatchArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:datacenter:Watch", name, {}, opts);

    const group = tierResourceGroup(name, "watch", args, { parent: this });
    const workspace = this.workspace(name, args, group);
    const onDuty = this.onDuty(name, args, group);
    const wake = args.phones.length === 0 ? [] : [this.wake(name, args, group)];
    const identity = this.identity(name, args, group);
    const read = (what: string, scope: pulumi.Input<string>): RoleAssignment =>
      this.letRead(name, what, scope, args, identity);
    const mayReadWorkspace = read("workspace", workspace.id);
    const mayRead = {
      web: [mayReadWorkspace, read("web", args.webResourceGroupId)],
      backup:
        args.backup?.server === true ? [mayReadWorkspace, read("backup", args.backup.vaultId)] : [],
    };
    this.diagnose(name, args, workspace);
    if (args.database?.engine === "oracle") {
      logMachines(
        `${name}-database`,
        {
          ...args,
          ...args.database,
          resourceGroupName: group.name,
          workspaceId: workspace.id,
        },
        this,
      );
    }
    const alerts = [
      ...gatewayAlerts({ ...args.clones, gatewayId: args.gatewayId, maximum: args.gatewayMaximum }),
      ...capacityAlerts(args),
      ...vaultAlerts(args.vaultId),
      ...(args.database === undefined ? [] : databaseAlerts(args.database)),
      ...(args.backup === undefined ? [] : backupAlerts(args.backup)),
    ];
    for (const alert of alerts) {
      declareAlert(alert, {
        ...{ name, datacenter: args.datacenter, region: args.region, tags: args.tags },
        resourceGroupName: group.name,
        workspaceId: workspace.id,
        told: (severity) => [onDuty.id, ...(severity <= WAKING ? wake.map(({ id }) => id) : [])],
        identityId: identity.id,
        mayRead,
        parent: this,
      });
    }
    this.usage(name, args, group, workspace);

    this.workspaceId = workspace.id;
    this.onDutyId = onDuty.id;
    this.subscriptionId = group.id.apply((id) => id.replace(/\/resourceGroups\/.*$/i, ""));
    this.registerOutputs({ workspaceId: this.workspaceId, onDutyId: this.onDutyId });
  }

  private workspace(name: string, args: WatchArgs, group: ResourceGroup): Workspace {
    return new Workspace(
      `${name}-workspace`,
      {
        workspaceName: azureName("logWorkspace", `log-${args.datacenter}`),
        resourceGroupName: group.name,
        location: args.region,
        sku: { name: "PerGB2018" },
        retentionInDays: args.retentionDays,
        features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true },
        tags: { ...args.tags, tier: "watch" },
      },
      { parent: this },
    );
  }

  /** Global: only there are action groups offered for datacenters in all our regions, and for service health. */
  private onDuty(name: string, args: WatchArgs, group: ResourceGroup): ActionGroup {
    return new ActionGroup(
      `${name}-on-duty`,
      {
        actionGroupName: azureName("actionGroup", `ag-${args.datacenter}-on-duty`),
        resourceGroupName: group.name,
        location: "global",
        groupShortName: SHORT_NAMES.onDuty,
        enabled: true,
        emailReceivers: args.emails.map((email) => ({
          name: email,
          emailAddress: email,
          useCommonAlertSchema: true,
        })),
        tags: { ...args.tags, tier: "watch" },
      },
      { parent: this },
    );
  }

  /** Those who are woken. */
  private wake(name: string, args: WatchArgs, group: ResourceGroup): ActionGroup {
    return new ActionGroup(
      `${name}-wake`,
      {
        actionGroupName: azureName("actionGroup", `ag-${args.datacenter}-wake`),
        resourceGroupName: group.name,
        location: "global",
        groupShortName: SHORT_NAMES.wake,
        enabled: true,
        smsReceivers: args.phones.map((phone) => {
          const [country = "", number = ""] = phone.slice(1).split(" ");
          return { name: phone, countryCode: country, phoneNumber: number };
        }),
        tags: { ...args.tags, tier: "watch" },
      },
      { parent: this },
    );
  }

  private identity(name: string, args: WatchArgs, group: ResourceGroup): UserAssignedIdentity {
    return new UserAssignedIdentity(
      `${name}-identity`,
      {
        resourceName: azureName("userAssignedIdentity", `id-${args.datacenter}-watch`),
        resourceGroupName: group.name,
        location: args.region,
        tags: { ...args.tags, tier: "watch" },
      },
      { parent: this },
    );
  }

  private letRead(
    name: string,
    what: string,
    scope: pulumi.Input<string>,
    args: WatchArgs,
    identity: UserAssignedIdentity,
  ): RoleAssignment {
    return new RoleAssignment(
      `${name}-reads-${what}`,
      {
        roleAssignmentName: stableGuid(`${args.datacenter}/watch/${what}/${READER}`),
        scope,
        principalId: identity.principalId,
        principalType: "ServicePrincipal",
        roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${READER}`,
      },
      { parent: this },
    );
  }

  /** Logs of all tiers, and who has read them. */
  private diagnose(name: string, { datacenter, diagnosed }: WatchArgs, workspace: Workspace): void {
    const own: Diagnosed = {
      name: "watch-workspace",
      type: "Microsoft.OperationalInsights/workspaces",
      id: workspace.id,
    };
    for (const one of [...diagnosed, own]) {
      diagnose(one, { name, datacenter, workspaceId: workspace.id, parent: this });
    }
  }

  /** Named by a GUID, as Azure wants it of workbooks. */
  private usage(
    name: string,
    args: WatchArgs,
    group: ResourceGroup,
    workspace: Workspace,
  ): Workbook {
    return new Workbook(
      `${name}-usage`,
      {
        resourceName: stableGuid(`${args.datacenter}/watch/usage`),
        resourceGroupName: group.name,
        location: args.region,
        kind: "shared",
        displayName: `Usage levels of ${args.datacenter}`,
        category: "workbook",
        sourceId: workspace.id,
        version: "Notebook/1.0",
        serializedData: pulumi
          .output({
            workspaceId: workspace.id,
            scaleSetId: args.scaleSetId,
            autoscaleSettingId: args.autoscaleSettingId,
            gatewayId: args.gatewayId,
            reservationGroupId: args.reservationGroupId,
            databases: databasesShown(args.database),
          })
          .apply(usageWorkbook),
        tags: { ...args.tags, tier: "watch" },
      },
      { parent: this },
    );
  }
}

/** What the page of usage levels shows of a database: its server, or its machines. */
function databasesShown(
  database: DatabaseWatched | undefined,
): { type: DatabaseType; id: pulumi.Input<string> }[] {
  if (database === undefined) return [];
  if (database.engine === "oracle") {
    return database.machines.map(({ id }) => ({ type: "Microsoft.Compute/virtualMachines", id }));
  }
  return [{ type: "Microsoft.DBforPostgreSQL/flexibleServers", id: database.serverId }];
}
