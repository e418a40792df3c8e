import { expect, test } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { startProviders } from "../../infra/start-providers.ts";

test("asks both providers for their account, and does not mind that they can't answer", async () => {
  const asked: string[] = [];
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
    call: ({ token }) => {
      asked.push(token);
      throw new Error("no login");
    },
  });
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on("unhandledRejection", note);
  startProviders();
  for (let i = 0; i < 100 && asked.length < 2; i += 1) await new Promise(setImmediate);
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off("unhandledRejection", note);
  expect(asked.sort()).toEqual([
    "azure-native:authorization:getClientConfig",
    "azure:core/getClientConfig:getClientConfig",
  ]);
  expect(unhandled).toEqual([]);
});
