import { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import { ActionGroup } from "@pulumi/azure-native/monitor/actionGroup.js";
import { ScheduledQueryRule } from "@pulumi/azure-native/monitor/scheduledQueryRule.js";
import { Workspace } from "@pulumi/azure-native/operationalinsights/workspace.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import * as pulumi from "@pulumi/pulumi";
import { COVER_ALERT_DAYS, coverQuery } from "./cover-query.ts";
import { azureName, stableGuid } from "./names.ts";
import { type TierArgs, tierResourceGroup } from "./tier.ts";

/**
 * Reader: reads everything but secrets and data, and changes nothing.
 * Source: Microsoft Learn, "Azure built-in roles for General".
 */
const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

/** What messages call the action group: at most 12 characters. */
const SHORT_NAME = "gradetide";

export interface WatchArgs extends TierArgs {
  /** E-mail addresses of those on duty: at least one, no repeats. */
  readonly emails: readonly string[];
  /** ARM id of the resource group in which the clones and their autoscale setting are. */
  readonly webResourceGroupId: pulumi.Input<string>;
  /** ARM id of the clones' autoscale setting, which says in a tag until when it was planned. */
  readonly autoscaleSettingId: pulumi.Input<string>;
}

/**
 * The watch: a workspace for logs, who is on duty, and the alert that the season's cover runs out.
 *
 * That alert is Azure's own: it needs neither the workflow nor this program to run. Once a day a log query
 * asks Azure Resource Graph for the autoscale setting, and whoever is on duty is written to each day on
 * which it is not found to cover the next 14 days, whatever the reason (decision 0005).
 *
 * The query runs as an identity of its own, which may read the workspace and the web tier's resource group.
 *
 * Costs a month: about USD 0.50 for the rule, as for any that runs every 15 minutes or less often; nothing
 * for the workspace while nothing is sent to it, nor for the first 1,000 e-mails.
 *
 * @example
 * new Watch("prod-se-watch", {
 *   datacenter: "prod-se", region: "swedencentral", tags: {}, emails: ["duty@platform.example"],
 *   webResourceGroupId: web.resourceGroupId, autoscaleSettingId: season.settingId,
 * });
 */
export class Watch extends pulumi.ComponentResource {
  /** ARM id of the workspace that logs go to. */
  readonly workspaceId: pulumi.Output<string>;
  /** ARM id of the action group: who is on duty. */
  readonly onDutyId: pulumi.Output<string>;

  constructor(name: string, args: WatchArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gradetide:datacenter:Watch", name, {}, opts);

    const group = tierResourceGroup(name, "watch", args, { parent: this });
    const workspace = this.workspace(name, args, group);
    const onDuty = this.onDuty(name, args, group);
    const identity = new UserAssignedIdentity(
      `${name}-identity`,
      {
        resourceName: azureName("userAssignedIdentity", `id-${args.datacenter}-watch`),
        resourceGroupName: group.name,
        location: args.region,
        tags: { ...args.tags, tier: "watch" },
      },
      { parent: this },
    );
    const mayRead = [
      this.letRead(name, "workspace", workspace.id, args, identity),
      this.letRead(name, "web", args.webResourceGroupId, args, identity),
    ];
    this.coverAlert(name, args, { group, workspace, onDuty, identity, mayRead });

    this.workspaceId = workspace.id;
    this.onDutyId = onDuty.id;
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
        retentionInDays: 30,
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
        groupShortName: SHORT_NAME,
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

  /**
   * Fires where the query finds no setting that covers enough. Stateless, as Azure keeps no state over more
   * than 12 hours: it fires anew each day. The query is not tried when the rule is made, as a new role takes
   * minutes to work.
   */
  private coverAlert(
    name: string,
    args: WatchArgs,
    parts: {
      readonly group: ResourceGroup;
      readonly workspace: Workspace;
      readonly onDuty: ActionGroup;
      readonly identity: UserAssignedIdentity;
      readonly mayRead: readonly RoleAssignment[];
    },
  ): ScheduledQueryRule {
    return new ScheduledQueryRule(
      `${name}-season-cover`,
      {
        ruleName: azureName("alertRule", `alert-${args.datacenter}-season-cover`),
        resourceGroupName: parts.group.name,
        location: args.region,
        kind: "LogAlert",
        displayName: `The season's cover of ${args.datacenter} runs out`,
        description:
          `The deployed autoscale setting of ${args.datacenter} is planned for less than ${COVER_ALERT_DAYS} days ` +
          "ahead, or can't be read. What to do: docs/runbooks/season-cover.md.",
        enabled: true,
        severity: 2,
        scopes: [parts.workspace.id],
        identity: { type: "UserAssigned", userAssignedIdentities: [parts.identity.id] },
        evaluationFrequency: "P1D",
        windowSize: "P1D",
        autoMitigate: false,
        skipQueryValidation: true,
        criteria: {
          allOf: [
            {
              query: pulumi.output(args.autoscaleSettingId).apply(coverQuery),
              timeAggregation: "Count",
              operator: "LessThan",
              threshold: 1,
              failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
            },
          ],
        },
        actions: { actionGroups: [parts.onDuty.id] },
        tags: { ...args.tags, tier: "watch" },
      },
      { parent: this, dependsOn: [...parts.mayRead] },
    );
  }
}
