import { ARM_ID } from "../arm-id.ts";
import { DEFAULTS } from "../defaults.ts";
import { LIMITS } from "../limits.ts";
import { readSshPublicKey } from "../ssh-public-key.ts";
import { closest } from "../suggest.ts";
import { VM_SIZES, VM_SIZES_IN_SHORT, type VmSizeName } from "../vm-sizes.ts";
import {
  choice,
  docOf,
  document,
  matching,
  type Problem,
  section,
  text,
  wholeNumber,
} from "./field.ts";

const EXACT_VERSION = /^[0-9]+\.[0-9]+\.[0-9]+$/;
const MARKETPLACE_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;
const URL_PATH = /^\/[A-Za-z0-9._~!$&'()*+,;=:@%/-]{0,199}$/;
const LEAST_RSA_BITS = 2048;

const vmSizeNames = [...VM_SIZES.keys()] as [VmSizeName, ...VmSizeName[]];

const vmSize = choice(vmSizeNames, {
  what: "A clone's size. Only sizes with zones, premium disks, encryption at host and trusted launch.",
  allowed: VM_SIZES_IN_SHORT,
  example: "Standard_D4s_v5",
  meant: (received) =>
    typeof received === "string" && /[0-9]/.test(received)
      ? closest(received.replace(/^(?!standard_)/i, "Standard_"), vmSizeNames)
      : undefined,
});

function marketplaceName(what: string, example: string) {
  return text(
    { what, allowed: "letters, digits, `_`, `.` and `-`, at most 100", example },
    matching(MARKETPLACE_NAME),
  );
}

const marketplace = section("A marketplace image, down to the exact version.", marketplaceFields());

/** A marketplace image with what it is for, and the one that is taken where none is written. */
export function marketplaceImage(
  what: string,
  standard: Readonly<Record<"publisher" | "offer" | "sku" | "version", string>>,
) {
  return section(what, marketplaceFields()).default({ ...standard });
}

function marketplaceFields() {
  return {
    publisher: marketplaceName("The image's publisher.", "Canonical"),
    offer: marketplaceName("The image's offer.", "ubuntu-24_04-lts"),
    sku: marketplaceName("The image's SKU; it must be of generation 2.", "server"),
    version: text(
      {
        what: 'The image\'s exact version. "latest" is refused: clones would differ by the day on which they were made.',
        allowed: 'an exact version of three numbers, never "latest"',
        example: "24.04.202609040",
      },
      (version) =>
        EXACT_VERSION.test(version)
          ? undefined
          : {
              edit: "pin a version that `az vm image list --all` shows for this publisher, offer and SKU",
            },
    ),
  };
}

const gallery = text(
  {
    what: 'ARM id of a version of an image in a compute gallery; "latest" is refused.',
    allowed: 'the ARM id of an image version in a gallery, ending in three numbers, never "latest"',
    example:
      "/subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Compute/galleries/GALLERY/images/IMAGE/versions/1.0.0",
    defaultInWords: "none",
  },
  matching(ARM_ID.galleryImageVersion),
);

/** An image of clones, by its place in a gallery or in the marketplace. */
export function image(what: string, defaultInWords?: string) {
  const schema = section(what, {
    gallery: gallery.optional(),
    marketplace: marketplace.optional(),
  });
  const doc = docOf(schema);
  return doc && defaultInWords !== undefined
    ? document(schema, { ...doc, defaultInWords })
    : schema;
}

function sshProblem(value: string): Problem | undefined {
  const key = readSshPublicKey(value);
  switch (key.kind) {
    case "ed25519":
      return undefined;
    case "rsa":
      return key.bits >= LEAST_RSA_BITS
        ? undefined
        : { allowed: `an RSA key of at least ${LEAST_RSA_BITS} bits; this one has ${key.bits}` };
    case "private":
      return {
        allowed: "a public key; this is a private one",
        edit: "write the line of the .pub file, and make a new pair: this one has been written to a file",
      };
    case "unsupported":
      return { allowed: `a key of type ssh-ed25519 or ssh-rsa; this one is ${key.type}` };
    case "broken":
      return {};
  }
}

/** A public SSH key. `what` says whose. */
export function sshPublicKey(what: string) {
  return text(
    {
      what,
      allowed: `one whole line of a .pub file: ssh-ed25519, or ssh-rsa of at least ${LEAST_RSA_BITS} bits`,
      example: "ssh-ed25519 AAAAC3…",
      printable: /^(?:ssh|ecdsa|sk)-/,
      meant: () => undefined,
    },
    (value) => {
      const problem = sshProblem(value);
      return (
        problem && {
          edit: "make a pair with `ssh-keygen -t ed25519` and write its .pub line",
          ...problem,
        }
      );
    },
  );
}

/** Schema of `web`. */
export const web = section("The clones.", {
  vmSize,
  floor: wholeNumber({
    ...LIMITS.clones,
    of: "clones",
    what: "Fewest clones. Two at least, so that one may fail; one a zone survives the loss of a zone.",
    example: "4",
  }),
  ceiling: wholeNumber({
    ...LIMITS.clones,
    of: "clones",
    what: "Most clones; not below `web.floor`.",
    example: "24",
  }),
  image: image("The one image of all clones: exactly one of `gallery` and `marketplace`."),
  adminSshPublicKey: sshPublicKey(
    "The public SSH key that a clone's administrator account trusts.",
  ),
  healthPath: text(
    {
      what: "The path, on port 80, that answers 200 as long as a clone is well. The gateway's probe and the health extension both ask it.",
      allowed: "a URL path that begins with `/`, without query, at most 200 characters",
      example: "/health",
    },
    (value) => {
      if (URL_PATH.test(value)) return undefined;
      return URL_PATH.test(`/${value}`) ? { instead: `/${value}` } : {};
    },
  ).default(DEFAULTS.web.healthPath),
  gracePeriodMinutes: wholeNumber({
    ...LIMITS.gracePeriodMinutes,
    of: "minutes",
    what: "Minutes that a new or changed clone has to become well before it is repaired.",
    example: "10",
  }).default(DEFAULTS.web.gracePeriodMinutes),
});
