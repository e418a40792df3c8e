import { backupInstance } from "./backup/backup-instance.ts";
import { backupVault } from "./backup/backup-vault.ts";
import { machineBackupPolicy } from "./backup/machine-policy.ts";
import { protectedItem } from "./backup/protected-item.ts";
import { recoveryVault } from "./backup/recovery-vault.ts";
import { backupGuardProxy, recoveryGuardProxy, resourceGuard } from "./backup/resource-guard.ts";
import { vaultedBackupPolicy } from "./backup/vaulted-policy.ts";
import type { Behaviour } from "./behaviour.ts";
import { disk } from "./compute/disk.ts";
import { machineExtension } from "./compute/machine-extension.ts";
import { reservation } from "./compute/reservation.ts";
import { reservationGroup } from "./compute/reservation-group.ts";
import { runCommand } from "./compute/run-command.ts";
import { scaleSet } from "./compute/scale-set.ts";
import { virtualMachine } from "./compute/virtual-machine.ts";
import { budget } from "./cost/budget.ts";
import { postgresqlAdministrator } from "./database/postgresql-administrator.ts";
import { postgresqlConfiguration } from "./database/postgresql-configuration.ts";
import { postgresqlDatabase } from "./database/postgresql-database.ts";
import { postgresqlServer } from "./database/postgresql-server.ts";
import { applicationGateway } from "./gateway/application-gateway.ts";
import { firewallPolicy } from "./gateway/firewall-policy.ts";
import { actionGroup } from "./monitor/action-group.ts";
import { activityLogAlert } from "./monitor/activity-log-alert.ts";
import { alertRule } from "./monitor/alert-rule.ts";
import { autoscaleSetting } from "./monitor/autoscale-setting.ts";
import { dataCollectionRule } from "./monitor/data-collection-rule.ts";
import { dataCollectionRuleAssociation } from "./monitor/data-collection-rule-association.ts";
import { diagnosticSetting } from "./monitor/diagnostic-setting.ts";
import { metricAlert } from "./monitor/metric-alert.ts";
import { workbook } from "./monitor/workbook.ts";
import { workspace } from "./monitor/workspace.ts";
import { natGateway } from "./network/nat-gateway.ts";
import { networkInterface } from "./network/network-interface.ts";
import { networkSecurityGroup } from "./network/network-security-group.ts";
import { privateEndpoint } from "./network/private-endpoint.ts";
import { privateZoneGroup } from "./network/private-zone-group.ts";
import { publicIpAddress } from "./network/public-ip-address.ts";
import { virtualNetwork } from "./network/virtual-network.ts";
import { networkLink } from "./privatedns/network-link.ts";
import { privateZone } from "./privatedns/private-zone.ts";
import { resourceGroup } from "./resource-group.ts";
import { roleAssignment } from "./security/role-assignment.ts";
import { userAssignedIdentity } from "./security/user-assigned-identity.ts";
import { vault } from "./security/vault.ts";
import { storageAccount } from "./storage/account.ts";
import { blobService } from "./storage/blob-service.ts";
import { blobContainer } from "./storage/container.ts";
import { managementPolicy } from "./storage/management-policy.ts";

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
  dataCollectionRule,
  dataCollectionRuleAssociation,
  workbook,
  budget,
  privateEndpoint,
  privateZoneGroup,
  privateZone,
  networkLink,
  storageAccount,
  blobService,
  blobContainer,
  managementPolicy,
  recoveryVault,
  machineBackupPolicy,
  protectedItem,
  recoveryGuardProxy,
  backupVault,
  vaultedBackupPolicy,
  backupInstance,
  backupGuardProxy,
  resourceGuard,
  postgresqlServer,
  postgresqlConfiguration,
  postgresqlDatabase,
  postgresqlAdministrator,
  vault,
  userAssignedIdentity,
  roleAssignment,
];

const BY_TYPE = new Map(BEHAVIOURS.map((behaviour) => [behaviour.type.toLowerCase(), behaviour]));

/** The behaviour of a type, named in any case. */
export function behaviourOf(type: string): Behaviour | undefined {
  return BY_TYPE.get(type.toLowerCase());
}
