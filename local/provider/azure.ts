import { account } from "../arm/account.ts";
import { typeTable } from "../schema/table.ts";
import { ClassicProvider } from "./classic/classic-provider.ts";
import { azureFolder, openAzure } from "./open-azure.ts";
import { runPlugin } from "./plugin/serve.ts";
import { pluginVersion } from "./sdk-version.ts";

await runPlugin(
  () =>
    new ClassicProvider({
      version: pluginVersion("azure"),
      table: typeTable(),
      arm: openAzure(azureFolder(process.env)),
      account,
    }),
);
