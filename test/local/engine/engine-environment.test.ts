import { dirname } from "node:path";
import { expect, test } from "@jest/globals";
import { engineEnvironment } from "../../../local/engine/engine-environment.ts";

test("puts this Node first on the PATH and keeps foreign plugins out", () => {
  expect(engineEnvironment("/checkout/engine", { PATH: "/usr/bin", LANG: "C" })).toEqual({
    NODE_COMPILE_CACHE: "/checkout/engine/compiled",
    LANG: "C",
    PATH: `${dirname(process.execPath)}:/usr/bin`,
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    PULUMI_SKIP_UPDATE_CHECK: "1",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  });
});

test("leaves Node's own cache where the user put it", () => {
  const env = engineEnvironment("/checkout/engine", { NODE_COMPILE_CACHE: "/mine" });
  expect(env.NODE_COMPILE_CACHE).toBe("/mine");
});
