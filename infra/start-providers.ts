import { getClientConfig as classicConfig } from "@pulumi/azure/core/getClientConfig.js";
import { getClientConfig as nativeConfig } from "@pulumi/azure-native/authorization/getClientConfig.js";

/**
 * Lets the engine start both providers while the program still reads its settings and plans the season: else it
 * starts each at its first resource, the classic one, for the certificates alone, when half of the others are done.
 * What they answer is of no matter here, nor that they can't: their first resource then says so.
 */
export function startProviders(): void {
  for (const asked of [nativeConfig(), classicConfig()]) asked.catch(() => {});
}
