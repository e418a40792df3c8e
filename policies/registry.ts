import { backupBlobsReadable } from "./backup/blobs-readable.ts";
import { backupContainers } from "./backup/containers.ts";
import { backupCovers } from "./backup/covers.ts";
import { backupMachines } from "./backup/machines.ts";
import { backupRestoreDrill } from "./backup/restore-drill.ts";
import { backupRetention } from "./backup/retention.ts";
import { backupVault } from "./backup/vault.ts";
import { dataProtected } from "./data/protected.ts";
import { databaseAdministrators } from "./database/administrators.ts";
import { databaseBackups } from "./database/backups.ts";
import { databaseConnections } from "./database/connections.ts";
import { databaseDisks } from "./database/disks.ts";
import { databaseLogin } from "./database/login.ts";
import { databaseNameKnown } from "./database/name-known.ts";
import { databaseParameters } from "./database/parameters.ts";
import { databasePrivate } from "./database/private.ts";
import { databaseSize } from "./database/size.ts";
import { databaseStandby } from "./database/standby.ts";
import { databaseTls } from "./database/tls.ts";
import { edgeBotRules } from "./edge/bot-rules.ts";
import { edgeCertificateForm } from "./edge/certificate-form.ts";
import { edgeCertificateFromVault } from "./edge/certificate-from-vault.ts";
import { edgeCustomRules } from "./edge/custom-rules.ts";
import { edgeDdosProtection } from "./edge/ddos-protection.ts";
import { edgeDraining } from "./edge/draining.ts";
import { edgeFirewallAttached } from "./edge/firewall-attached.ts";
import { edgeFirewallPrevents } from "./edge/firewall-prevents.ts";
import { edgeFirewallReadsBodies } from "./edge/firewall-reads-bodies.ts";
import { edgeGatewayBounds } from "./edge/gateway-bounds.ts";
import { edgeHttpsOnly } from "./edge/https-only.ts";
import { edgeManagedRules } from "./edge/managed-rules.ts";
import { edgeProbes } from "./edge/probes.ts";
import { edgeRateLimit } from "./edge/rate-limit.ts";
import { edgeStandardAddress } from "./edge/standard-address.ts";
import { edgeTlsPolicy } from "./edge/tls-policy.ts";
import { edgeZones } from "./edge/zones.ts";
import { orderExceptions } from "./exceptions/apply-exceptions.ts";
import { orderJudgedWhenApplied } from "./exceptions/judged-when-applied.ts";
import { machineDisksKept } from "./machine/disks-kept.ts";
import { machineHardened } from "./machine/hardened.ts";
import { machineLogin } from "./machine/login.ts";
import { machineNotEvicted } from "./machine/not-evicted.ts";
import { machineOwnScripts } from "./machine/own-scripts.ts";
import { machinePrivate } from "./machine/private.ts";
import { machineSpread } from "./machine/spread.ts";
import { networkBetweenTiers } from "./network/between-tiers.ts";
import { networkDenyTheRest } from "./network/deny-the-rest.ts";
import { networkEndpointsGuarded } from "./network/endpoints-guarded.ts";
import { networkInternetOnlyToEdge } from "./network/internet-only-to-edge.ts";
import { networkManagementPorts } from "./network/management-ports.ts";
import { networkNoAnyToAny } from "./network/no-any-to-any.ts";
import { networkNoOverlap } from "./network/no-overlap.ts";
import { networkOwnSubnet } from "./network/own-subnet.ts";
import { networkPrivateEndpoints } from "./network/private-endpoints.ts";
import { networkPublicAddresses } from "./network/public-addresses.ts";
import { networkSubnetRoom } from "./network/subnet-room.ts";
import { networkSubnetsGuarded } from "./network/subnets-guarded.ts";
import { networkZoneLinks } from "./network/zone-links.ts";
import { orderApiVersions } from "./order/api-versions.ts";
import { orderKnownTypes } from "./order/known-types.ts";
import { orderNames } from "./order/names.ts";
import { orderRegions } from "./order/regions.ts";
import { orderSizes } from "./order/sizes.ts";
import { orderTags } from "./order/tags.ts";
import { orderTagsBySettings } from "./order/tags-by-settings.ts";
import { seasonAutoscaleEnabled } from "./season/autoscale-enabled.ts";
import { seasonAutoscalePresent } from "./season/autoscale-present.ts";
import { seasonCalendarReach } from "./season/calendar-reach.ts";
import { seasonCeilingCoversPlan } from "./season/ceiling-covers-plan.ts";
import { seasonCeilingWithinReserve } from "./season/ceiling-within-reserve.ts";
import { seasonFixedDates } from "./season/fixed-dates.ts";
import { seasonFloorCoversPlan } from "./season/floor-covers-plan.ts";
import { seasonGatewayFollowsPlan } from "./season/gateway-follows-plan.ts";
import { seasonProfileLimits } from "./season/profile-limits.ts";
import { seasonRecurrences } from "./season/recurrences.ts";
import { seasonReserveFollowsPlan } from "./season/reserve-follows-plan.ts";
import { seasonScalingRules } from "./season/scaling-rules.ts";
import { secretsCertificateContacts } from "./secrets/certificate-contacts.ts";
import { secretsCertificateRenewal } from "./secrets/certificate-renewal.ts";
import { secretsIdentities } from "./secrets/identities.ts";
import { secretsNotInPlain } from "./secrets/not-in-plain.ts";
import { secretsPrivate } from "./secrets/private.ts";
import { secretsPurgeProtection } from "./secrets/purge-protection.ts";
import { secretsRbac } from "./secrets/rbac.ts";
import { secretsRoles } from "./secrets/roles.ts";
import { secretsTenant } from "./secrets/tenant.ts";
import { STEP_POLICIES } from "./steps/judge-steps.ts";
import { storageKept } from "./storage/kept.ts";
import { storageLifecycle } from "./storage/lifecycle.ts";
import { storageNoPublicBlobs } from "./storage/no-public-blobs.ts";
import { storageNoSharedKeys } from "./storage/no-shared-keys.ts";
import { storagePrivate } from "./storage/private.ts";
import { storageTls } from "./storage/tls.ts";
import type { Policy, PolicyText } from "./support/policy.ts";
import { watchAlerts } from "./watch/alerts.ts";
import { watchBudget } from "./watch/budget.ts";
import { watchDiagnostics } from "./watch/diagnostics.ts";
import { watchOnDuty } from "./watch/on-duty.ts";
import { watchRetention } from "./watch/retention.ts";
import { webAutomaticRepairs } from "./web/automatic-repairs.ts";
import { webBehindGateway } from "./web/behind-gateway.ts";
import { webCapacityNotLiteral } from "./web/capacity-not-literal.ts";
import { webEncryptionAtHost } from "./web/encryption-at-host.ts";
import { webHealthSignal } from "./web/health-signal.ts";
import { webIdentity } from "./web/identity.ts";
import { webImagePinned } from "./web/image-pinned.ts";
import { webImageRanInStaging } from "./web/image-ran-in-staging.ts";
import { webNoPasswords } from "./web/no-passwords.ts";
import { webNoPublicAddress } from "./web/no-public-address.ts";
import { webOrchestration } from "./web/orchestration.ts";
import { webReserved } from "./web/reserved.ts";
import { webRollingUpgrade } from "./web/rolling-upgrade.ts";
import { webSurge } from "./web/surge.ts";
import { webTermination } from "./web/termination.ts";
import { webTrustedLaunch } from "./web/trusted-launch.ts";
import { webZones } from "./web/zones.ts";

/** All policies, by topic: the first word of an id. */
export const POLICIES: readonly Policy[] = [
  webZones,
  webImagePinned,
  webImageRanInStaging,
  webNoPublicAddress,
  webEncryptionAtHost,
  webTrustedLaunch,
  webIdentity,
  webNoPasswords,
  webHealthSignal,
  webAutomaticRepairs,
  webRollingUpgrade,
  webSurge,
  webTermination,
  webCapacityNotLiteral,
  webOrchestration,
  webBehindGateway,
  webReserved,
  seasonAutoscalePresent,
  seasonAutoscaleEnabled,
  seasonFixedDates,
  seasonRecurrences,
  seasonProfileLimits,
  seasonScalingRules,
  seasonFloorCoversPlan,
  seasonCeilingCoversPlan,
  seasonCeilingWithinReserve,
  seasonReserveFollowsPlan,
  seasonGatewayFollowsPlan,
  seasonCalendarReach,
  edgeFirewallAttached,
  edgeFirewallPrevents,
  edgeFirewallReadsBodies,
  edgeManagedRules,
  edgeBotRules,
  edgeCustomRules,
  edgeRateLimit,
  edgeHttpsOnly,
  edgeTlsPolicy,
  edgeCertificateFromVault,
  edgeCertificateForm,
  edgeZones,
  edgeGatewayBounds,
  edgeProbes,
  edgeDraining,
  edgeDdosProtection,
  edgeStandardAddress,
  networkInternetOnlyToEdge,
  networkNoAnyToAny,
  networkManagementPorts,
  networkBetweenTiers,
  networkDenyTheRest,
  networkSubnetsGuarded,
  networkEndpointsGuarded,
  networkPublicAddresses,
  networkNoOverlap,
  networkPrivateEndpoints,
  networkZoneLinks,
  networkOwnSubnet,
  networkSubnetRoom,
  dataProtected,
  databasePrivate,
  databaseNameKnown,
  databaseStandby,
  databaseLogin,
  databaseAdministrators,
  databaseTls,
  databaseBackups,
  databaseSize,
  databaseConnections,
  databaseParameters,
  databaseDisks,
  storagePrivate,
  storageNoPublicBlobs,
  storageNoSharedKeys,
  storageTls,
  storageKept,
  storageLifecycle,
  backupCovers,
  backupContainers,
  backupBlobsReadable,
  backupVault,
  backupMachines,
  machineHardened,
  machineLogin,
  machineOwnScripts,
  machinePrivate,
  machineDisksKept,
  machineSpread,
  machineNotEvicted,
  backupRetention,
  backupRestoreDrill,
  secretsPurgeProtection,
  secretsRbac,
  secretsPrivate,
  secretsNotInPlain,
  secretsCertificateRenewal,
  secretsCertificateContacts,
  secretsRoles,
  secretsIdentities,
  secretsTenant,
  watchRetention,
  watchOnDuty,
  watchAlerts,
  watchDiagnostics,
  watchBudget,
  orderTags,
  orderTagsBySettings,
  orderNames,
  orderRegions,
  orderSizes,
  orderApiVersions,
  orderKnownTypes,
];

/** All that people are told of: those of the pack, and those that `gradetide check` judges. */
export const POLICY_TEXTS: readonly PolicyText[] = [
  ...POLICIES,
  ...STEP_POLICIES,
  orderExceptions,
  orderJudgedWhenApplied,
];

/** Ids that an exception may name. */
export const KNOWN_POLICIES: readonly string[] = [...POLICIES, ...STEP_POLICIES].map(
  ({ id }) => id,
);
