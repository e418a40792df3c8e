const SUBSCRIPTION = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const GROUP = "[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]";

function idPattern(rest: string): RegExp {
  return new RegExp(
    `^/subscriptions/${SUBSCRIPTION}/resourceGroups/${GROUP}/providers/${rest}$`,
    "i",
  );
}

/**
 * Patterns of the ARM ids that settings may name; ids are compared without regard to case. Name
 * rules: Microsoft, "Naming rules and restrictions for Azure resources" (resource-name-rules).
 */
export const ARM_ID = {
  ddosProtectionPlan: idPattern(
    "Microsoft\\.Network/ddosProtectionPlans/[A-Za-z0-9][A-Za-z0-9_.-]{0,79}",
  ),
  /** Azure's table has no row: what the API's specification takes. */
  resourceGuard: idPattern("Microsoft\\.DataProtection/resourceGuards/[A-Za-z0-9_.()-]{1,90}"),
  galleryImageVersion: idPattern(
    "Microsoft\\.Compute/galleries/[A-Za-z0-9][A-Za-z0-9_.]{0,79}/images/[A-Za-z0-9][A-Za-z0-9_.-]{0,79}/versions/[0-9]+\\.[0-9]+\\.[0-9]+",
  ),
} as const;
