import { account } from "../arm/account.ts";
import { typeTable } from "../schema/table.ts";
import type { ValueObject } from "../schema/values.ts";
import type { Arm } from "./arm-client.ts";
import { ClassicProvider } from "./classic/classic-provider.ts";
import { existingId } from "./existing-id.ts";
import { NativeProvider } from "./native/native-provider.ts";
import { type Live, type Provider, resourceOf } from "./plugin/provider.ts";
import { pluginVersion } from "./sdk-version.ts";

/**
 * The resource that `inputs` would create, where the local Azure has it already.
 *
 * @param inputs as the engine's state has them.
 * @returns undefined where there is none.
 */
export async function adoptable(
  azure: Arm,
  urn: string,
  type: string,
  inputs: Readonly<Record<string, unknown>>,
): Promise<Live | undefined> {
  const id = await existingId(azure, type, inputs as ValueObject);
  if (id === undefined) return undefined;
  return providerOf(azure, type).read(resourceOf(urn), id, undefined);
}

function providerOf(arm: Arm, type: string): Provider {
  const table = typeTable();
  return type.startsWith("azure-native:")
    ? new NativeProvider({ version: pluginVersion("azure-native"), table, arm, account })
    : new ClassicProvider({
        version: pluginVersion("azure"),
        table,
        arm,
        account,
      });
}
