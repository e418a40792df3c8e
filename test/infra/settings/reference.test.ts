import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { renderReference } from "../../../infra/settings/reference.ts";
import { PROJECT, swedishText } from "./support.ts";

test("keeps docs/settings.md as the schema says; `node infra/settings/write-reference.ts` renews it", () => {
  expect(readFileSync(`${PROJECT}/docs/settings.md`, "utf8")).toBe(renderReference());
});

test("lists every setting that Sweden's file has", () => {
  const reference = renderReference();
  const paths = (value: unknown, path: string): string[] => {
    if (Array.isArray(value)) return value.flatMap((item) => paths(item, `${path}[]`));
    if (typeof value !== "object" || value === null || path === "tags")
      return [path.replace(/\[\]$/, "")];
    return Object.entries(value).flatMap(([key, item]) =>
      paths(item, path === "" ? key : `${path}.${key}`),
    );
  };
  const written = paths(parse(swedishText()).config["gradetide:datacenter"], "");
  expect(written).toContain("web.image.marketplace.version");
  for (const path of written) expect(reference).toContain(`\`${path}\``);
});
