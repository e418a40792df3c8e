import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { drawStack } from "./draw.ts";
import { type Drawn, PICTURED, picture, withPicture } from "./picture.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

function drawn(tier: string, kind: string, ...needs: string[]): Drawn {
  return { name: `${tier}-${kind}`, type: `azure-native:x:${kind}`, tier, needs };
}

describe("picture", () => {
  test("draws a box a tier, with what stands in it and how often", () => {
    const text = picture([
      drawn("edge", "ResourceGroup"),
      drawn("edge", "PublicIPAddress"),
      { ...drawn("edge", "Probe"), name: "one" },
      { ...drawn("edge", "Probe"), name: "two" },
    ]);
    expect(text).toContain('edge["<b>edge</b><br/>public ip address<br/>2 × probe"]');
  });

  test("draws an arrow to each tier that is needed, but no way round and none to the network", () => {
    const text = picture([
      drawn("network", "Net"),
      drawn("vault", "Vault", "network-Net"),
      drawn("edge", "Gateway", "vault-Vault", "network-Net"),
      drawn("web", "Clones", "edge-Gateway", "vault-Vault", "network-Net"),
    ]);
    expect(text.match(/\w+ --> \w+/g)).toEqual(["edge --> vault", "web --> edge"]);
  });

  test("refuses a page that has no place for it", () => {
    expect(() => withPicture("# A page\n", "flowchart LR\n")).toThrow("No place for the picture");
  });
});

test("stands in the README and in the architecture as the program is; `npm run generate` renews it", async () => {
  const now = await drawStack("prod-se");
  for (const file of PICTURED) {
    const page = readFileSync(ROOT + file, "utf8");
    expect(withPicture(page, now)).toBe(page);
  }
});
