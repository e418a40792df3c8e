import { expect, test } from "@jest/globals";
import { Datacenter } from "../../infra/datacenter/datacenter.ts";
import { typeTable } from "../../local/schema/table.ts";
import { PLAN, SETTINGS } from "../infra/datacenter/fixture.ts";
import { mockedStack } from "../support/mocked-stack.ts";

test("the local Azure knows exactly the types that the program uses", async () => {
  const { resources } = await mockedStack(() => {
    new Datacenter("prod-se", SETTINGS, PLAN);
  });
  const used = new Set(resources.filter(({ custom }) => custom).map(({ type }) => type));
  const known = Object.keys(typeTable().resources);
  expect(known.sort()).toEqual([...used].sort());
});
