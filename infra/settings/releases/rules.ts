import type { Finding } from "../finding.ts";
import type { Salvaged } from "../salvage.ts";
import type { WrittenReleases } from "./schema.ts";

/** Everything that is wrong between the fields of data/releases.yaml. */
export function releasesFindings(written: Salvaged<WrittenReleases>): readonly Finding[] {
  const all = written.releases ?? [];
  const images = all.map((release) => release?.image?.toLowerCase());
  return all.flatMap((release, index): Finding[] => {
    const first = images.indexOf(images[index]);
    const { from, until } = release ?? {};
    return [
      // ISO dates of four-digit years sort as texts.
      ...(from !== undefined && until !== undefined && until < from
        ? [
            {
              path: ["releases", index, "until"],
              allowed: `a day not before \`from\`, ${from}`,
              edit: "correct `from` or `until`",
            },
          ]
        : []),
      ...(images[index] !== undefined && first !== index
        ? [
            {
              path: ["releases", index, "image"],
              allowed: `each image once; it stands at releases[${first}] already`,
              edit: "remove one of the two",
            },
          ]
        : []),
    ];
  });
}
