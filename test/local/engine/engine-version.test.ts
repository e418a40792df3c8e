import { expect, test } from "@jest/globals";
import { isSuitableVersion, parseVersion } from "../../../local/engine/engine-version.ts";

test.each([
  ["v3.250.0\n", "3.250.0"],
  ["3.251.1\n", "3.251.1"],
  ["v3.251.0-alpha.1+abc\n", "3.251.0-alpha.1+abc"],
  ["warning: something\nv3.250.0\n", "3.250.0"],
  ["pulumi 3\n", undefined],
  ["", undefined],
])("reads %j as %s", (answer, version) => {
  expect(parseVersion(answer)).toBe(version);
});

test.each([
  ["3.249.9", false],
  ["3.250.0", true],
  ["3.250.1", true],
  ["3.250.0-alpha.1", false],
  ["3.251.0-dev.0", true],
  ["3.1000.0", true],
  ["3.25.0", false],
  ["2.300.0", false],
  ["4.0.0", false],
  ["nonsense", false],
])("judges %s suitable: %s", (version, suitable) => {
  expect(isSuitableVersion(version)).toBe(suitable);
});
