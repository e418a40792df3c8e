import type { JsonObject } from "../../json.ts";
import { invalidParameter, type Refusal } from "../refusal.ts";
import { at, objectAt, objectsAt, textAt } from "../support/json.ts";

/** Where a scale set has the profile of its machines. */
const OF_SET = "properties.virtualMachineProfile";

/** Source: Microsoft Learn, "Frequently asked questions about Linux virtual machines" (user names). */
const REFUSED_NAMES = `1 123 a actuser adm admin admin1 admin2 administrator aspnet backup console
david guest john owner root server sql support support_388945a0 sys test test1 test2 test3 user
user1 user2 user3 user4 user5 video`.split(/\s+/);

/** Source: the REST reference of the type (osProfile.customData: at most 65,535 bytes). */
const LONGEST_CUSTOM_DATA = 87_380;

/**
 * What is wrong with the system that a set's machines start, or one machine: its image, its administrator,
 * its keys and its custom data.
 *
 * @param profile where the document has the profile: `properties` for a machine. @default a scale set's
 * Source: Microsoft Learn, the REST reference of the type at 2024-11-01; the texts on keys and on
 * custom data are the service's own in kind.
 */
export function refuseSystem(document: JsonObject, profile = OF_SET): Refusal[] {
  if (objectAt(document, profile) === undefined) return [];
  const system = `${profile}.osProfile`;
  return [
    ...refuseImage(document, `${profile}.storageProfile.imageReference`),
    ...refuseAdministrator(document, system),
    ...refuseKeys(document, system),
    ...refuseCustomData(document, system),
  ];
}

function refuseImage(document: JsonObject, place: string): Refusal[] {
  const image = objectAt(document, place);
  const parts = ["publisher", "offer", "sku", "version"].filter(
    (part) => image?.[part] !== undefined,
  );
  const whole = image?.id !== undefined || image?.communityGalleryImageId !== undefined;
  if (whole ? parts.length === 0 : parts.length === 4) return [];
  return [
    invalidParameter(
      place,
      "An imageReference names either an id, or publisher, offer, sku and version, all four.",
    ),
  ];
}

function refuseAdministrator(document: JsonObject, system: string): Refusal[] {
  const profile = objectAt(document, system);
  if (profile === undefined) return [];
  const name = textAt(profile, "adminUsername");
  const target = `${system}.adminUsername`;
  if (name === undefined || name === "") {
    return [
      invalidParameter(target, "Required parameter 'osProfile.adminUsername' is missing (null)."),
    ];
  }
  if (!REFUSED_NAMES.includes(name.toLowerCase())) return [];
  return [
    invalidParameter(
      target,
      `The Admin Username specified is not allowed: '${name}' is one of the names that Azure keeps back.`,
    ),
  ];
}

function refuseKeys(document: JsonObject, system: string): Refusal[] {
  const linux = objectAt(document, `${system}.linuxConfiguration`);
  if (linux === undefined) return [];
  const keys = objectsAt(linux, "ssh.publicKeys");
  const target = `${system}.linuxConfiguration`;
  if (at(linux, "disablePasswordAuthentication") === true && keys.length === 0) {
    return [
      invalidParameter(
        `${target}.ssh.publicKeys`,
        "Authentication using either SSH or by user name and password must be enabled in Linux profile: password authentication is disabled and there is no SSH public key.",
      ),
    ];
  }
  const path = `/home/${textAt(document, `${system}.adminUsername`)}/.ssh/authorized_keys`;
  return keys.flatMap((key, index) => {
    if (textAt(key, "path") === path) return [];
    return [
      invalidParameter(
        `${target}.ssh.publicKeys[${index}].path`,
        `Destination path for SSH public keys is currently limited to its default value ${path}, not ${textAt(key, "path")}.`,
      ),
    ];
  });
}

function refuseCustomData(document: JsonObject, system: string): Refusal[] {
  const data = textAt(document, `${system}.customData`);
  if (data === undefined) return [];
  const encoded = data.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(data);
  if (encoded && data.length <= LONGEST_CUSTOM_DATA) return [];
  return [
    invalidParameter(
      `${system}.customData`,
      `Custom data in OSProfile must be in Base64 encoding and with a maximum length of ${LONGEST_CUSTOM_DATA} characters.`,
    ),
  ];
}
