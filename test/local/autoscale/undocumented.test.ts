import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { UNDOCUMENTED } from "../../../local/autoscale/undocumented.ts";

const PAGE = new URL("../../../docs/local-azure/undocumented.md", import.meta.url);

test("finds every choice in the docs, as it is", () => {
  const rows = [...readFileSync(PAGE, "utf8").matchAll(/^\| `(\w+)` \| (\S+) \| /gm)];
  expect(Object.fromEntries(rows.map(([, name, choice]) => [name, choice]))).toEqual(
    Object.fromEntries(Object.entries(UNDOCUMENTED).map(([name, one]) => [name, String(one)])),
  );
});
