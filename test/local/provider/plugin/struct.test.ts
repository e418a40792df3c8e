import { expect, test } from "@jest/globals";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { resourceOf } from "../../../../local/provider/plugin/provider.ts";
import { decode, encode } from "../../../../local/provider/plugin/struct.ts";
import { unknown, type ValueObject } from "../../../../local/schema/values.ts";

const signature = "4dabf18193072939515e22adb298388d";

test("takes values to the engine and back", () => {
  const values: ValueObject = {
    text: "t",
    empty: "",
    number: 1.5,
    no: false,
    list: [1, [2], { a: [] }],
    object: { deep: { er: unknown } },
    later: unknown,
  };
  expect(decode(encode(values))).toEqual(values);
});

test("unwraps secrets and outputs, and drops nulls", () => {
  const wrapped = structs.Struct.fromJavaScript({
    secret: { [signature]: "1b47061264138c4ac30d75fd1eb44270", value: { key: "k" } },
    known: { [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", value: 1, secret: true },
    notYet: { [signature]: "d0e6a833031e9bbcd3f4e8bde6ca49a4" },
    nothing: null,
    list: [null, "a"],
  });
  expect(decode(wrapped)).toEqual({ secret: { key: "k" }, known: 1, notYet: unknown, list: ["a"] });
  expect(decode(undefined)).toEqual({});
});

test("refuses assets", () => {
  const asset = { [signature]: "c44067f5952c0a294b673a41bacd8c17", text: "x" };
  expect(() => decode(structs.Struct.fromJavaScript({ asset }))).toThrow("Assets");
});

test.each([
  ["urn:pulumi:s::p::a:b:C::name", "a:b:C", "name"],
  ["urn:pulumi:s::p::x:y:Z$a:b:C::name::with colons", "a:b:C", "name::with colons"],
])("reads %s", (urn, type, name) => {
  expect(resourceOf(urn)).toEqual({ urn, type, name });
});
