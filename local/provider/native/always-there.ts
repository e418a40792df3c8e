/**
 * Types that stand as soon as what they are below stands: creating one writes over what Azure made, and deleting one
 * gives it back what it had at first.
 * Source: pulumi/pulumi-azure-native, its table of the states in which resources are at first (a blob service's is empty), and
 * its client's check before a creation, which passes them over.
 */
const ALWAYS_THERE: ReadonlySet<string> = new Set(["azure-native:storage:BlobServiceProperties"]);

/** Whether a resource of this Pulumi type stands before a program creates it, and after it has deleted it. */
export function isAlwaysThere(pulumiType: string): boolean {
  return ALWAYS_THERE.has(pulumiType);
}
