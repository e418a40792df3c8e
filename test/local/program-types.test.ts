import { expect, test } from "@jest/globals";
import { Datacenter } from "../../infra/datacenter/datacenter.ts";
import { typeTable } from "../../local/schema/table.ts";
import { ORACLE_SETTINGS, PLAN, SETTINGS } from "../infra/datacenter/fixture.ts";
import { mockedStack } from "../support/mocked-stack.ts";

test("the local Azure knows exactly the types that the program uses", async () => {
  const stacks = [];
  const guarded = { ...ORACLE_SETTINGS.backup, resourceGuardId: "/subscriptions/s/guard" };
  for (const settings of [SETTINGS, { ...ORACLE_SETTINGS, backup: guarded }]) {
    stacks.push(
      await mockedStack(() => {
        new Datacenter("prod-se", settings, PLAN);
      }),
    );
  }
  const resources = stacks.flatMap((stack) => stack.resources);
  const used = new Set(resources.filter(({ custom }) => custom).map(({ type }) => type));
  const known = Object.keys(typeTable().resources);
  expect(known.sort()).toEqual([...used].sort());
});
