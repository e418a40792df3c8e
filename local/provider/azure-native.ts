import { account } from "../arm/account.ts";
import { typeTable } from "../schema/table.ts";
import { NativeProvider } from "./native/native-provider.ts";
import { azureFolder, openAzure } from "./open-azure.ts";
import { runPlugin } from "./plugin/serve.ts";
import { pluginVersion } from "./sdk-version.ts";

await runPlugin(
  () =>
    new NativeProvider({
      version: pluginVersion("azure-native"),
      table: typeTable(),
      arm: openAzure(azureFolder(process.env)),
      account,
    }),
);
