import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { KNOWN_PROPERTIES } from "../../../policies/steps/known-properties.ts";
import { losses } from "./losses.ts";
import { PAGE, renderPage } from "./render.ts";
import { STACKS } from "./stacks.ts";
import { renderProperties, type TriedAll } from "./try-all.ts";
import type { Tried } from "./try-changes.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const MINUTES = 60_000;

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

describe("a change of one setting", () => {
  let tried: ReadonlyMap<string, readonly Tried[]>;
  let all: TriedAll;
  beforeAll(async () => {
    // In a process of its own: within Jest it takes twice as long.
    const script = fileURLToPath(new URL("print-tries.ts", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script], {
      maxBuffer: 16 * 2 ** 20,
    });
    all = JSON.parse(stdout);
    tried = new Map(all.tried);
  }, 10 * MINUTES);

  test.each(STACKS)(
    "of %s never loses what holds data: protection refuses each that would",
    (stack) => {
      const tries = tried.get(stack) ?? [];
      const lost = tries.flatMap(({ path, change, losses: of }) =>
        of.filter(({ isProtected }) => !isProtected).map(({ name }) => ({ path, change, name })),
      );
      expect(lost).toEqual([]);
      expect(tries.length).toBeGreaterThan(100);
      expect(tries.filter(({ losses: of }) => of.length > 0).length).toBeGreaterThan(0);
      expect(tries.filter(({ outcome }) => outcome === "refused").length).toBeGreaterThan(20);
    },
  );

  test("stands in docs/data-safety.md as it is; `node test/infra/data-safety/write-page.ts` renews it", () => {
    expect(readFileSync(ROOT + PAGE, "utf8")).toBe(renderPage(tried));
  });

  test("sets no property but those that stand in policies/steps/known-properties.json, and each of these", () => {
    expect(readFileSync(KNOWN_PROPERTIES, "utf8")).toBe(renderProperties(all.properties));
  });
});
