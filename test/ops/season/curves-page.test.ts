import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import chromium from "@sparticuz/chromium";
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { curvesHtml } from "../../../ops/season/curves-page.ts";

const HOURS = 24 * 70;
const PAGE = {
  title: "A year <of> prod-se",
  paragraphs: ["Nobody & nothing was refused."],
  columns: ["strategy", "clone-hours"],
  rows: [
    ["plan", "1,234"],
    ["optimum", "1,000"],
  ],
  caption: "clone-hours: of the year",
  curves: [
    {
      name: "plan",
      clones: Int32Array.from({ length: HOURS }, (_, hour) => 4 + (hour % 24 === 8 ? 5 : 0)),
    },
    {
      name: "need",
      clones: Int32Array.from({ length: HOURS }, (_, hour) => (hour === 30 ? 12 : 3)),
    },
  ],
  startMs: Temporal.Instant.from("2027-01-10T23:00Z").epochMilliseconds,
  zone: "Europe/Stockholm",
};

const folder = mkdtempSync(join(tmpdir(), "gradetide-curves-"));
const file = join(folder, "curves.html");
let browser: Browser;

beforeAll(async () => {
  writeFileSync(file, curvesHtml(PAGE));
  browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args,
    headless: true,
  });
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

async function open(colorScheme: "light" | "dark"): Promise<{ page: Page; asked: string[] }> {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1200, height: 900 } });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => asked.push(message.text()));
  page.on("pageerror", (error) => asked.push(error.message));
  await page.goto(pathToFileURL(file).href);
  return { page, asked };
}

const readout = (page: Page): Promise<string | null> => page.textContent("#readout");

describe("a page of curves", () => {
  test("asks for nothing but itself, says nothing on the console, and shows text as text", async () => {
    const { page, asked } = await open("light");
    expect(asked).toEqual([pathToFileURL(file).href]);
    expect(await page.textContent("h1")).toBe("A year <of> prod-se");
    expect(await page.textContent("main > p")).toBe("Nobody & nothing was refused.");
  });

  test("tells curves apart without colour: by name at the line's end, and by dashes", async () => {
    const { page } = await open("dark");
    expect(await page.textContent("#detail")).toContain("plan");
    expect(await page.textContent("#detail")).toContain("need");
    const dashes = await page.$$eval("#detail .line", (lines) =>
      lines.map((line) => line.getAttribute("stroke-dasharray")),
    );
    expect(dashes.length).toBe(2);
    expect(new Set(dashes).size).toBe(2);
  });

  test("reads out the window's most by the site's clock, and moves and sizes it by keyboard", async () => {
    const { page } = await open("light");
    expect(await readout(page)).toBe(
      "Mon, 11 Jan 2027 to Sun, 7 Feb 2027. At most: plan 9, need 12.",
    );
    await page.focus("#from");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await readout(page)).toContain(
      "Wed, 13 Jan 2027 to Tue, 9 Feb 2027. At most: plan 9, need 3.",
    );
    await page.focus("#days");
    await page.keyboard.press("Home");
    expect(await readout(page)).toContain("Wed, 13 Jan 2027 to Wed, 13 Jan 2027");
    expect(await page.getAttribute("#days", "aria-valuetext")).toBe("1 days");
  });

  test("brushes a window with the pointer, and reads out an hour that is pointed at", async () => {
    const { page } = await open("light");
    const strip = await page.locator("#strip").boundingBox();
    if (strip === null) throw new Error("no strip");
    const at = (part: number): number => strip.x + ((40 + part * 1040) / 1200) * strip.width;
    await page.mouse.move(at(0.505), strip.y + 20);
    await page.mouse.down();
    await page.mouse.move(at(0.605), strip.y + 20);
    await page.mouse.up();
    expect(await readout(page)).toContain("Mon, 15 Feb 2027 to Sun, 21 Feb 2027");
    const detail = await page.locator("#detail").boundingBox();
    if (detail === null) throw new Error("no chart");
    await page.mouse.move(
      detail.x + ((40 + (8.5 / 168) * 1040) / 1200) * detail.width,
      detail.y + 60,
    );
    expect(await readout(page)).toContain("Mon 15 Feb, 08:00: plan 9, need 3.");
  });

  test("has its table with headings for rows and columns, and another paper in each colour scheme", async () => {
    const [light, dark] = await Promise.all(
      (["light", "dark"] as const).map(async (scheme) => (await open(scheme)).page),
    );
    const paper = "getComputedStyle(document.body).backgroundColor";
    expect(await dark?.evaluate(paper)).not.toBe(await light?.evaluate(paper));
    expect(
      await light?.$$eval('th[scope="row"]', (cells) => cells.map((c) => c.textContent)),
    ).toEqual(["plan", "optimum"]);
    expect(await light?.$$eval('th[scope="col"]', (cells) => cells.length)).toBe(2);
  });
});
