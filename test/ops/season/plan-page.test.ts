import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import chromium from "@sparticuz/chromium";
import { type Browser, type Page, chromium as playwright } from "playwright-core";
import { planHtml } from "../../../ops/season/plan-html.ts";
import { stretchLabel } from "../../../ops/season/plan-svg.ts";
import { PLAN } from "../../infra/season/plan-fixture.ts";

const folder = mkdtempSync(join(tmpdir(), "gradetide-page-"));
const file = join(folder, "plan.html");
let browser: Browser;

beforeAll(async () => {
  writeFileSync(file, planHtml(PLAN));
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

/** The page as it stands in the browser, and what it asked for besides itself. */
async function open(colorScheme: "light" | "dark"): Promise<{ page: Page; asked: string[] }> {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1200, height: 900 } });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => asked.push(message.text()));
  page.on("pageerror", (error) => asked.push(error.message));
  await page.goto(pathToFileURL(file).href);
  return { page, asked };
}

describe("the page of a plan", () => {
  test("asks for nothing but itself, and says nothing on the console", async () => {
    const { asked } = await open("light");
    expect(asked).toEqual([pathToFileURL(file).href]);
  });

  test.each(["light", "dark"] as const)("can be read in the %s colour scheme", async (scheme) => {
    const { page } = await open(scheme);
    const contrast = await page.evaluate<Record<string, number>>(CONTRAST);
    expect(Object.keys(contrast)).toEqual(["text", "quiet text", "need", "focus"]);
    for (const [what, ratio] of Object.entries(contrast)) {
      // WCAG 2.2: 4.5 for text (1.4.3), 3 for what must be seen (1.4.11).
      expect({ what, enough: ratio >= (what.includes("text") ? 4.5 : 3) }).toEqual({
        what,
        enough: true,
      });
    }
  });

  test("has another paper in each colour scheme", async () => {
    const [light, dark] = await Promise.all(
      (["light", "dark"] as const).map(async (scheme) =>
        (await open(scheme)).page.evaluate("getComputedStyle(document.body).backgroundColor"),
      ),
    );
    expect(light).toBe("rgb(255, 255, 255)");
    expect(dark).not.toBe(light);
  });

  test("goes from stretch to stretch by the arrow keys, to the ends by Home and End", async () => {
    const { page } = await open("light");
    const last = PLAN.stretches.length - 1;
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe(stretchLabel(PLAN, 0));
    for (const [key, index] of [
      ["ArrowRight", 1],
      ["ArrowRight", 2],
      ["ArrowLeft", 1],
      ["End", last],
      ["ArrowRight", last],
      ["Home", 0],
      ["ArrowLeft", 0],
    ] as const) {
      await page.keyboard.press(key);
      expect(await focused(page)).toBe(stretchLabel(PLAN, index));
      expect(await page.textContent("#detail")).toBe(stretchLabel(PLAN, index));
    }
  });

  test("reaches one stretch with the Tab key, and then the table", async () => {
    const { page } = await open("light");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Table of stretches");
    await page.keyboard.press("Shift+Tab");
    expect(await focused(page)).toBe(stretchLabel(PLAN, 1));
  });

  test("goes with Enter to the stretch's row", async () => {
    const { page } = await open("light");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await page.waitForFunction("document.activeElement.id === 'stretch-1'");
    expect(page.url()).toMatch(/#stretch-1$/);
  });

  test("gives a screen reader every stretch as a link by its whole text, and a table with heads", async () => {
    const { page } = await open("light");
    for (const index of PLAN.stretches.keys()) {
      const link = page.getByRole("link", { name: stretchLabel(PLAN, index), exact: true });
      expect(await link.count()).toBe(1);
    }
    expect(await page.getByRole("columnheader").allTextContents()).toEqual([
      "days",
      "why",
      "clones",
      "most",
      "gateway",
      "database",
      "reserve",
      "staging",
    ]);
    expect(await page.getByRole("rowheader").count()).toBe(PLAN.stretches.length);
  });

  test("tells its lines apart by width and dashes, and names each", async () => {
    const { page } = await open("light");
    const looks = await page.evaluate<readonly string[]>(LOOKS);
    expect(new Set(looks).size).toBe(4);
    expect((await page.locator("svg .name").allTextContents()).sort()).toEqual([
      "ceiling",
      "floor",
      "lent to staging",
      "need",
      "reserved",
    ]);
  });

  test("fits a narrow screen, where only the table scrolls", async () => {
    const { page } = await open("light");
    await page.setViewportSize({ width: 360, height: 700 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(360);
  });
});

test("writes what comes from files as text, not as HTML", () => {
  const [first] = PLAN.stretches;
  if (first === undefined) throw new Error("the fixture has stretches");
  const page = planHtml({ ...PLAN, stretches: [{ ...first, reason: 'a <b> & "c"' }] });
  expect(page).not.toContain("<b>");
  expect(page).toContain("a &lt;b&gt; &amp; &quot;c&quot;");
});

/** The label of what has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate("document.activeElement.getAttribute('aria-label')");
}

/** Contrast ratios against the page's paper, by WCAG's formula; runs in the browser. */
const CONTRAST = `(() => {
  const luminance = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).map(Number).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const style = (selector) => getComputedStyle(document.querySelector(selector));
  const paper = luminance(style("body").backgroundColor);
  const ratio = (color) => {
    const [low, high] = [luminance(color), paper].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  document.querySelector(".stretch").focus();
  return {
    text: ratio(style("body").color),
    "quiet text": ratio(style("caption").color),
    need: ratio(style(".line.need").stroke),
    focus: ratio(style(".stretch rect").stroke),
  };
})()`;

/** Width and dashes of each line; runs in the browser. */
const LOOKS = `[...document.querySelectorAll(".line")].map((line) => {
  const { strokeWidth, strokeDasharray } = getComputedStyle(line);
  return strokeWidth + " " + strokeDasharray;
})`;
