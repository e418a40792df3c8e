import { describe, expect, test } from "@jest/globals";
import {
  azureName,
  NAME_RULES,
  type NameKind,
  stableGuid,
} from "../../../infra/datacenter/names.ts";

const kinds = Object.keys(NAME_RULES) as NameKind[];

/** Only lower-case letters, which every kind of name takes; in a DNS zone's name in labels of at most 61. */
function nameOf(kind: NameKind, count: number): string {
  if (kind !== "privateZone" || count === 0) return "a".repeat(count);
  const labels = `${"a".repeat(60)}.`.repeat(5);
  return `${labels.slice(0, count - 1)}a`;
}

describe("azureName", () => {
  test.each(kinds)("takes a %s at one below its limit and at its limit", (kind) => {
    const { max } = NAME_RULES[kind];
    expect(azureName(kind, nameOf(kind, max - 1))).toHaveLength(max - 1);
    expect(azureName(kind, nameOf(kind, max))).toHaveLength(max);
  });

  test.each(kinds)("refuses a %s one over its limit, and cuts nothing off", (kind) => {
    const { max } = NAME_RULES[kind];
    expect(() => azureName(kind, nameOf(kind, max + 1))).toThrow(`(${max + 1} characters)`);
  });

  test.each(kinds)("refuses a %s one under its least", (kind) => {
    const { min } = NAME_RULES[kind];
    expect(() => azureName(kind, nameOf(kind, min - 1))).toThrow(`allowed are ${min} to`);
  });

  test.each<[NameKind, string]>([
    ["vault", "kv--se"],
    ["vault", "kv-se-"],
    ["vault", "1kv-se"],
    ["vault", "kv_se"],
    ["domainNameLabel", "Prod-se"],
    ["domainNameLabel", "prod.se"],
    ["resourceGroup", "rg-prod."],
    ["scaleSet", "vmss_prod"],
    ["certificate", "edge_se"],
    ["virtualNetwork", "vnet prod"],
    ["userAssignedIdentity", "id.prod"],
    ["logWorkspace", "log.prod"],
    ["logWorkspace", "log-prod-"],
    ["actionGroup", "ag prod"],
    ["alertRule", "alert/prod"],
  ])("refuses a %s named %p", (kind, name) => {
    expect(() => azureName(kind, name)).toThrow(`"${name}"`);
  });
});

describe("stableGuid", () => {
  test("gives the same GUID for the same text, and another for another", () => {
    expect(stableGuid("a")).toBe(stableGuid("a"));
    expect(stableGuid("a")).not.toBe(stableGuid("b"));
  });

  test("writes a GUID of version 8 and RFC 9562's variant", () => {
    expect(stableGuid("prod-se")).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});
