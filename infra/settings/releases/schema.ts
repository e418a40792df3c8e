import * as z from "zod";
import { ARM_ID } from "../arm-id.ts";
import { date, words } from "../calendars/schema.ts";
import { document, section, text } from "../schema/field.ts";

/** Publisher, offer, SKU and exact version, as `az vm create --image` takes them. */
const URN = /^[A-Za-z0-9][\w.-]*:[A-Za-z0-9][\w.-]*:[A-Za-z0-9][\w.-]*:\d+\.\d+\.\d+$/;

const release = section("An image that staging has run.", {
  image: text(
    {
      what: "The image: a gallery version's ARM id, or a marketplace image's publisher, offer, SKU and version, joined by colons.",
      allowed: "the ARM id of an image version in a gallery, or publisher:offer:sku:version",
      example: "Canonical:ubuntu-24_04-lts:server:24.04.202609040",
    },
    (value) => (URN.test(value) || ARM_ID.galleryImageVersion.test(value) ? undefined : {}),
  ),
  from: date("The first day on which staging ran it.", "2026-11-20"),
  until: date("The last day, on which it was found good.", "2026-11-24"),
  by: words("Who found it good.", "platform-operations"),
  note: words("What else should be known.", "on the local Azure").optional(),
});

/** The schema of data/releases.yaml. */
export const releases = section("Which images staging has run.", {
  releases: document(z.array(release), {
    what: "One entry an image; the newest last.",
    allowed: "a list of releases",
    example: "[]",
  }),
});

/** data/releases.yaml as the schema gives it. */
export type WrittenReleases = z.output<typeof releases>;
