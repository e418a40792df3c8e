import { createRequire } from "node:module";

/** The part of Pulumi's library that reads a resource's properties from the engine's message. */
export interface Unpacking {
  deserializeProperties(properties: object, keepsSecrets: boolean): object;
}

/**
 * Pulumi's library unpacks the properties of a resource anew for each policy that is shown it: with a hundred policies
 * that is a third of what a pack costs. Ours only read what they are shown, so once does for all of them.
 *
 * @param library where the library keeps it: no part of its interface. A pack on a later version that has moved it
 * does not start.
 */
export function unpackOnce(library = pulumisUnpacking()): void {
  const unpack = library.deserializeProperties;
  const unpacked = new WeakMap<object, object>();
  library.deserializeProperties = (properties, keepsSecrets) => {
    if (keepsSecrets) return unpack(properties, keepsSecrets);
    const known = unpacked.get(properties) ?? unpack(properties, keepsSecrets);
    unpacked.set(properties, known);
    return known;
  };
}

function pulumisUnpacking(): Unpacking {
  return createRequire(import.meta.url)("@pulumi/policy/deserialize.js");
}
