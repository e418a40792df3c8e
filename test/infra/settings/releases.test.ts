import { expect, test } from "@jest/globals";
import { checkRelease } from "../../../infra/settings/index.ts";
import {
  imageName,
  readReleases,
  releaseOf,
} from "../../../infra/settings/releases/read-releases.ts";
import { refusalFrom, withFiles } from "./data-support.ts";
import { change, FILE, MARK, readCases, swedishText, takeMarks } from "./support.ts";

const RELEASES = `releases:
  - image: Canonical:ubuntu-24_04-lts:server:24.04.202609040
    from: 2026-11-20
    until: 2026-11-24
    by: operations
`;

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

test.each(readCases(new URL("./wrong-data/releases.txt", import.meta.url)))(
  "refuses $title",
  async ({ from, to, message }) => {
    const { text, places } = takeMarks(change(RELEASES, from, to));
    const error = await refusalFrom(
      withFiles({ "data/releases.yaml": text }, async (root) => readReleases(root)),
    );
    expect(error.message).toBe(message.replace(MARK, `data/releases.yaml:${places[0]}`));
    expect(error.code).toBe("settings-invalid");
  },
);

/** Whether Sweden's file may be deployed with these releases on a day. */
function check(releases: string, today: string): Promise<void> {
  const files = { [FILE]: swedishText(), "data/releases.yaml": releases };
  return withFiles(files, async (root) => checkRelease(root, "prod-se", day(today)));
}

test.each(["2026-11-24", "2027-06-01"])(
  "takes an image to production on %s, as staging's run of it had ended by then",
  async (today) => {
    await expect(check(RELEASES, today)).resolves.toBeUndefined();
  },
);

test("refuses an image whose run ends after the day of the deployment, at its place, with the mend", async () => {
  const error = await refusalFrom(check(RELEASES, "2026-11-23"));
  expect(error.code).toBe("settings-invalid");
  expect(error.message).toMatch(
    /^Pulumi\.prod-se\.yaml:\d+:\d+ {2}gradetide:datacenter\.web\.image\.marketplace\n/,
  );
  expect(error.message).toContain("received Canonical:ubuntu-24_04-lts:server:24.04.202609040");
  expect(error.message).toContain("no record of it that ends by 2026-11-23");
  expect(error.message).toContain("set `staging.image` to it");
});

test("refuses an image that staging has never run", async () => {
  const error = await refusalFrom(check("releases: []\n", "2027-01-01"));
  expect(error.message).toContain("an image that staging has run");
});

test("finds a gallery's version whatever the case of its id, and no other version", () => {
  const gallery =
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/a/images/b/versions/1.0.0";
  const releases = [
    { image: gallery.toUpperCase(), from: day("2027-01-01"), until: day("2027-01-02"), by: "o" },
  ];
  expect(releaseOf({ gallery }, releases, day("2027-01-02"))).toBe(releases[0]);
  expect(
    releaseOf({ gallery: gallery.replace("1.0.0", "1.0.1") }, releases, day("2027-01-02")),
  ).toBeUndefined();
  expect(imageName({ gallery })).toBe(gallery);
});
