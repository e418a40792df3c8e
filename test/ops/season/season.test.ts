import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** `gradetide season …` without a terminal. */
function season(...words: string[]): { code: number | null; out: string; error: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, "ops/gradetide.js"), "season", ...words],
    { encoding: "utf8", maxBuffer: 16 * 1024 * 1024 },
  );
  return { code: status, out: stdout, error: stderr };
}

describe("season plan", () => {
  test("prints chart, stretches and findings in 80 columns where there is no terminal", () => {
    const { code, out } = season("plan", "prod-se", "--today", "2026-11-25");
    expect(code).toBe(0);
    expect(out).toMatch(/^prod-se, Mon 23 Nov 2026 to Sun 28 Nov 2027, planned on 2026-11-25/);
    expect(out).toMatch(/^Mon 7 Jun {2}█+/m);
    expect(out).toMatch(/grades\s+4, 18 at/);
    expect(out).toContain("To do: Sweden has no calendar from 2027-08-16");
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("prints all of it as JSON, with an entry a quarter of an hour", () => {
    const { code, out } = season("plan", "prod-uk", "--json", "--today", "2026-11-25");
    const plan = JSON.parse(out);
    expect(code).toBe(0);
    expect(plan).toMatchObject({
      datacenter: "prod-uk",
      now: "2026-11-25T00:00:00Z",
      horizon: { from: "2026-11-23T00:00:00Z", quarters: 53 * 672 },
      zone: { iana: "Europe/London" },
      markets: [{ market: "gb" }],
    });
    for (const key of [
      "rps",
      "need",
      "floors",
      "ceilings",
      "gateway",
      "database",
      "reserve",
      "lent",
    ]) {
      expect({ key, length: plan[key].length }).toEqual({ key, length: 53 * 672 });
    }
    expect(plan.profiles.profiles.length).toBeLessThanOrEqual(20);
    expect(plan.profiles.floors).toHaveLength(53 * 672);
    expect(plan.stretches[0].start).toBe("2026-11-23T00:00:00Z");
  });

  test("writes a page and says where", () => {
    const folder = mkdtempSync(join(tmpdir(), "gradetide-season-"));
    const file = join(folder, "plan.html");
    const { code, out, error } = season("plan", "prod-is", "--html", file, "--today", "2026-11-25");
    expect([code, out, error]).toEqual([0, "", `Wrote ${file}.\n`]);
    expect(readFileSync(file, "utf8")).toMatch(/^<!doctype html>/);
    rmSync(folder, { recursive: true });
  });

  test.each([
    [["plan", "prod-es"], /did you mean `--stack prod-se`\?[\s\S]*\(stack-unknown\)/],
    [["plan", "prod-se", "--today", "2026-02-31"], /--today takes a date .*"2026-02-31"/],
    [["plan", "prod-se", "--html", "/nowhere/plan.html"], /\/nowhere\/plan.html can't be written/],
    [["due", "prod-se", "--since", "yesterday"], /--since takes a date/],
    [
      ["due", "prod-se", "--today", "2026-11-25", "--since", "2026-11-26"],
      /--since 2026-11-26 is after 2026-11-25/,
    ],
  ])("refuses %j with code 1", (words, message) => {
    const { code, out, error } = season(...words);
    expect([code, out]).toEqual([1, ""]);
    expect(error).toMatch(message);
  });
});

describe("season due", () => {
  test("ends with 0 when nothing is due since yesterday", () => {
    const { code, out } = season("due", "prod-uk", "--today", "2026-11-25");
    expect(out).toMatch(/^prod-uk, 2026-11-25: nothing is due/);
    expect(code).toBe(0);
  });

  test("ends with 3 when something is, and says it as JSON", () => {
    const { code, out } = season("due", "prod-se", "--json", "--today", "2026-12-14");
    const answer = JSON.parse(out);
    expect(code).toBe(3);
    expect(answer).toMatchObject({ stack: "prod-se", today: "2026-12-14", since: "2026-12-13" });
    expect(answer.due[0]).toEqual({
      kind: "scale-out",
      what: expect.stringMatching(/^reserve from \d to \d machines a zone$/),
      by: "2026-12-22T06:45:00Z",
    });
  });

  test("goes on saying so until `up` was run", () => {
    const since = ["--since", "2026-12-13"];
    expect(season("due", "prod-se", "--today", "2026-12-16").code).toBe(0);
    expect(season("due", "prod-se", "--today", "2026-12-16", ...since).code).toBe(3);
  });
});
