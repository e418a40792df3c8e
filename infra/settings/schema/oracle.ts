import { DEFAULTS } from "../defaults.ts";
import { LIMITS } from "../limits.ts";
import { type FieldDoc, matching, section, text, wholeNumber } from "./field.ts";
import { marketplaceImage, sshPublicKey } from "./web.ts";
import { zone } from "./zone.ts";

function installer(what: string, example: string) {
  return section(what, {
    file: text(
      {
        what: "Name of the blob in the container `oracle` of the platform's storage account.",
        allowed: "1 to 200 letters, digits, `_`, `.` and `-`, ending in `.zip`",
        example,
      },
      matching(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,195}\.zip$/),
    ),
    sha256: text(
      {
        what: "What `sha256sum` says of it. Any other file is refused.",
        allowed: "64 hexadecimal digits, in lower case",
        example: '"0000000000000000000000000000000000000000000000000000000000000000"',
      },
      (value) => {
        if (/^[0-9a-f]{64}$/.test(value)) return undefined;
        const lower = value.trim().toLowerCase();
        return /^[0-9a-f]{64}$/.test(lower) ? { instead: lower } : {};
      },
    ),
  });
}

function gib(doc: Pick<FieldDoc, "what" | "example">) {
  return wholeNumber({ ...LIMITS.oracleDiskGib, of: "GiB", ...doc });
}

/** Schema of `database.oracle`. */
export const oracle = section("What only Oracle has. Needed with `engine: oracle`.", {
  observerZone: zone(
    "The zone of the observer, without which the standby does not take over by itself: the third one.",
  ),
  version: text(
    {
      what: "The release and its update, which the installer must hold. A machine that has another one says so at the next `up`.",
      allowed: "five numbers with points between them, beginning with 19",
      example: "19.25.0.0.0",
    },
    matching(/^19\.\d{1,2}(?:\.\d{1,6}){3}$/),
  ),
  image: marketplaceImage(
    "The image that the three machines are made from: Oracle Linux 8, of generation 2. It counts when a machine is made.",
    DEFAULTS.database.oracle.image,
  ),
  sshPublicKey: sshPublicKey(
    "The public SSH key that the machines' administrator account trusts. Azure refuses another one once they stand (docs/oracle.md).",
  ),
  redoGib: gib({
    what: "GiB for the redo logs, on which every commit waits, on a disk of their own. It can only grow.",
    example: "64",
  }).default(DEFAULTS.database.oracle.redoGib),
  recoveryGib: gib({
    what: "GiB for archived and flashback logs; not less than `storageGib`. It can only grow.",
    example: "1024",
  }),
  installer: section("Oracle's software, which you upload: nobody but Oracle may hand it out.", {
    database: installer(
      "A gold image of a database home of the version above.",
      "oracle-19.25-database.zip",
    ),
    client: installer("The client, which the observer needs.", "oracle-19.3-client.zip"),
  }),
  licence: section("What you hold of Oracle: Azure brings none.", {
    processors: wholeNumber({
      ...LIMITS.oracleProcessors,
      of: "processor licences",
      what: "Processor licences of Enterprise Edition for this database. Two vCPUs are one processor. Primary and standby need both, as many as a machine of `largest` has vCPUs, and staging's machine half its own.",
      example: "17",
    }),
  }),
});
