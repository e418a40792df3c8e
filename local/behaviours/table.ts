import type { Behaviour } from "./behaviour.ts";
import { disk } from "./compute/disk.ts";
import { machineExtension } from "./compute/machine-extension.ts";
import { reservation } from "./compute/reservation.ts";
import { reservationGroup } from "./compute/reservation-group.ts";
import { runCommand } from "./compute/run-command.ts";
import { scaleSet } from "./compute/scale-set.ts";
import { virtualMachine } from "./compute/virtual-machine.ts";
import { budget } from "./cost/budget.ts";
import { applicationGateway } from "./gateway/application-gateway.ts";
import { firewallPolicy } from "./gateway/firewall-policy.ts";
import { actionGroup } from "./monitor/action-group.ts";
import { activityLogAlert } from "./monitor/activity-log-alert.ts";
import { alertRule } from "./monitor/alert-rule.ts";
import { autoscaleSetting } from "./monitor/autoscale-setting.ts";
import { diagnosticSetting } from "./monitor/diagnostic-setting.ts";
import { metricAlert } from "./monitor/metric-alert.ts";
import { workbook } from "./monitor/workbook.ts";
import { workspace } from "./monitor/workspace.ts";
import { natGateway } from "./network/nat-gateway.ts";
import { networkInterface } from "./network/network-interface.ts";
import { networkSecurityGroup } from "./network/network-security-group.ts";
import { publicIpAddress } from "./network/public-ip-address.ts";
import { virtualNetwork } from "./network/virtual-network.ts";
import { resourceGroup } from "./resource-group.ts";
import { roleAssignment } from "./security/role-assignment.ts";
import { userAssignedIdentity } from "./security/user-assigned-identity.ts";
import { vault } from "./security/vault.ts";

/** Everything that the local Azure knows how to keep. */
export const BEHAVIOURS: readonly Behaviour[] = [
  resourceGroup,
  virtualNetwork,
  natGateway,
  networkSecurityGroup,
  publicIpAddress,
  applicationGateway,
  firewallPolicy,
  reservationGroup,
  reservation,
  scaleSet,
  virtualMachine,
  machineExtension,
  runCommand,
  disk,
  networkInterface,
  autoscaleSetting,
  workspace,
  actionGroup,
  alertRule,
  metricAlert,
  activityLogAlert,
  diagnosticSetting,
  workbook,
  budget,
  vault,
  userAssignedIdentity,
  roleAssignment,
];

const BY_TYPE = new Map(BEHAVIOURS.map((behaviour) => [behaviour.type.toLowerCase(), behaviour]));

/** The behaviour of a type, named in any case. */
export function behaviourOf(type: string): Behaviour | undefined {
  return BY_TYPE.get(type.toLowerCase());
}
