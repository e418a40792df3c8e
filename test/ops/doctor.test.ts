import { describe, expect, test } from "@jest/globals";
import { report } from "../../ops/doctor.ts";

describe("report", () => {
  const sound = { what: "Disk", ok: true, found: "80 GB free", remedy: "" };
  const amiss = { what: "Packages", ok: false, found: "zod is missing", remedy: "npm ci" };

  test("marks what is sound and what is amiss, with the command that mends it", () => {
    const text = report([sound, amiss], 80);
    expect(text).toMatch(/✓ │ Disk +│ 80 GB free/);
    expect(text).toMatch(/✗ │ Packages +│ zod is missing/);
    expect(text).toContain("→ npm ci");
    expect(text.match(/→/g)).toHaveLength(1);
  });

  test.each([60, 80, 200])("fits a terminal of %d columns", (width) => {
    const long = { ...amiss, found: "word ".repeat(60) };
    const widest = Math.max(
      ...report([long], width)
        .split("\n")
        .map((line) => line.length),
    );
    expect(widest).toBeLessThanOrEqual(width);
  });
});
