import { expect, test } from "@jest/globals";
import { optionValue, stackOf } from "../../ops/pulumi-words.ts";

test.each<[string, string | undefined]>([
  ["up --stack prod-se --yes", "prod-se"],
  ["up --stack=prod-se", "prod-se"],
  ["up -s prod-se", "prod-se"],
  ["up -sprod-se", "prod-se"],
  ["up -s=prod-se", "prod-se"],
  ["up --show-sames", undefined],
  ["--stack prod-se up", "prod-se"],
  ["up -s organization/gradetide/prod-se", "prod-se"],
  ["stack init prod-se", "prod-se"],
  ["stack rm prod-se --yes", "prod-se"],
  ["stack select prod-se", "prod-se"],
  ["stack ls", undefined],
  ["up", undefined],
  ["up --stack", undefined],
  ["up --stack --yes", undefined],
  ["about -- --stack prod-se", undefined],
])("reads the stack of `%s` as %p", (line, stack) => {
  expect(stackOf(line.split(" "))).toBe(stack);
});

test("tells a flag that stands alone from one that is not there", () => {
  expect(optionValue(["up", "--json"], ["--json"])).toBe("");
  expect(optionValue(["up"], ["--json"])).toBeUndefined();
});
