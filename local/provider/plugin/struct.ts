import structs, {
  type Struct,
  type Value as Wire,
} from "google-protobuf/google/protobuf/struct_pb.js";
import { unknown, type Value, type ValueObject } from "../../schema/values.ts";

/**
 * How Pulumi's engine writes what JSON has no word for: objects with this key, and strings for the unknown.
 * Source: pulumi/pulumi, sdk/go/common/resource/plugin/rpc.go and sdk/go/common/resource/sig/sig.go.
 */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const unknownString = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const unknowns: ReadonlySet<string> = new Set([
  unknownString,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Reads the engine's properties. Nulls are dropped, secrets unwrapped. */
export function decode(struct: Struct | undefined): ValueObject {
  const object: ValueObject = {};
  struct?.getFieldsMap().forEach((wire, name) => {
    const value = decodeValue(wire);
    if (value !== undefined) object[name] = value;
  });
  return object;
}

function decodeValue(wire: Wire): Value | undefined {
  switch (wire.getKindCase()) {
    case structs.Value.KindCase.STRING_VALUE: {
      const text = wire.getStringValue();
      return unknowns.has(text) ? unknown : text;
    }
    case structs.Value.KindCase.NUMBER_VALUE:
      return wire.getNumberValue();
    case structs.Value.KindCase.BOOL_VALUE:
      return wire.getBoolValue();
    case structs.Value.KindCase.LIST_VALUE:
      return (wire.getListValue()?.getValuesList() ?? [])
        .map(decodeValue)
        .filter((item) => item !== undefined);
    case structs.Value.KindCase.STRUCT_VALUE:
      return unwrap(decode(wire.getStructValue()));
    default:
      return undefined;
  }
}

function unwrap(object: ValueObject): Value | undefined {
  const signature = object[signatureKey];
  if (signature === undefined) return object;
  if (signature === secretSignature) return object.value;
  if (signature === outputSignature) return object.value ?? unknown;
  throw new Error("Assets, archives and references to resources are no values that Azure takes.");
}

/** Writes properties for the engine. */
export function encode(object: ValueObject): Struct {
  return structs.Struct.fromJavaScript(encodeObject(object));
}

type Plain = string | number | boolean | Plain[] | { [key: string]: Plain };

function encodeObject(object: ValueObject): { [key: string]: Plain } {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, encodeValue(value)]),
  );
}

function encodeValue(value: Value): Plain {
  if (value === unknown) return unknownString;
  if (Array.isArray(value)) return value.map(encodeValue);
  return typeof value === "object" ? encodeObject(value) : value;
}
