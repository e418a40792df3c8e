import { describe, expect, test } from "@jest/globals";
import { losses } from "./losses.ts";

describe("losses", () => {
  const vault = (inputs: Record<string, unknown>, protect: boolean) => ({
    type: "azure-native:keyvault:Vault",
    name: "vault",
    custom: true,
    inputs: { resourceGroupName: "rg", vaultName: "kv", ...inputs },
    urn: "urn",
    options: { protect },
  });

  test("finds what is gone, and what another name or group replaces, protected or not", () => {
    const before = [vault({}, false)];
    expect(losses(before, [])).toEqual([{ name: "vault", how: "deleted", isProtected: false }]);
    expect(losses([vault({}, true)], [vault({ vaultName: "other" }, true)])).toEqual([
      { name: "vault", how: "replaced", isProtected: true },
    ]);
    expect(losses(before, [vault({ tags: { a: "b" } }, false)])).toEqual([]);
  });

  test("passes over what holds nothing", () => {
    const nat = { ...vault({}, false), type: "azure-native:network:NatGateway" };
    expect(losses([nat], [])).toEqual([]);
  });
});
