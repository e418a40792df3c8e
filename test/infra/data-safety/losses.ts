import { diffInputs } from "../../../local/provider/diff.ts";
import { pathInputs } from "../../../local/provider/resource-path.ts";
import { replacementsOf } from "../../../local/schema/replacements.ts";
import { typeTable } from "../../../local/schema/table.ts";
import type { ValueObject } from "../../../local/schema/values.ts";
import type { Registered } from "../../support/mocked-stack.ts";

/**
 * The types that hold what can't be made again, or what keeps it: found by type, so that no name can hide one.
 * A machine holds data where disks hang on it that are resources of their own, and these are listed. What staging has
 * is made up or a copy.
 */
export const HOLDING: readonly string[] = [
  "azure-native:compute:Disk",
  "azure-native:dataprotection:BackupInstance",
  "azure-native:dataprotection:BackupVault",
  "azure-native:dbforpostgresql:Database",
  "azure-native:dbforpostgresql:Server",
  "azure-native:keyvault:Vault",
  "azure-native:recoveryservices:ProtectedItem",
  "azure-native:recoveryservices:Vault",
  "azure-native:storage:BlobContainer",
  "azure-native:storage:StorageAccount",
];

/** Something that holds data and would be lost. */
export interface Loss {
  readonly name: string;
  readonly how: "replaced" | "deleted";
  /** What keeps the engine from it. */
  readonly isProtected: boolean;
}

/** What holds data before a change and is deleted or replaced by it. */
export function losses(
  before: readonly Registered[],
  after: readonly Registered[],
): readonly Loss[] {
  const later = new Map(after.map((one) => [one.name, one]));
  return before
    .filter(({ type, name }) => HOLDING.includes(type) && !name.includes("-staging-"))
    .flatMap((one): Loss[] => {
      const isProtected = one.options.protect === true;
      const now = later.get(one.name);
      if (now === undefined) return [{ name: one.name, how: "deleted", isProtected }];
      return isReplaced(one, now) ? [{ name: one.name, how: "replaced", isProtected }] : [];
    });
}

function isReplaced({ type, inputs }: Registered, now: Registered): boolean {
  const path = typeTable().resources[type]?.path ?? "";
  const replacing = new Set([...pathInputs(path), ...Object.keys(replacementsOf(type))]);
  const changes = diffInputs(inputs as ValueObject, now.inputs as ValueObject, replacing);
  return now.type !== type || Object.values(changes).some(({ replace }) => replace);
}
