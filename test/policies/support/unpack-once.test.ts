import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeEach, expect, test } from "@jest/globals";
import { type Unpacking, unpackOnce } from "../../../policies/support/unpack-once.ts";

const require = createRequire(import.meta.url);
const { Struct } = require("google-protobuf/google/protobuf/struct_pb.js");
const pulumis: Unpacking = require("@pulumi/policy/deserialize.js");

let library: Unpacking;
let asked: number;
beforeEach(() => {
  asked = 0;
  library = {
    deserializeProperties(properties, keepsSecrets) {
      asked += 1;
      return pulumis.deserializeProperties(properties, keepsSecrets);
    },
  };
  unpackOnce(library);
});

const properties = () => Struct.fromJavaScript({ zones: ["1", "2"], sku: { capacity: 3 } });

test("unpacks a resource's properties once, to what Pulumi's library makes of them", () => {
  const message = properties();
  const first = library.deserializeProperties(message, false);
  expect(first).toEqual({ zones: ["1", "2"], sku: { capacity: 3 } });
  expect(library.deserializeProperties(message, false)).toBe(first);
  expect(asked).toBe(1);
});

test("takes messages that say the same for those of different resources", () => {
  const first = library.deserializeProperties(properties(), false);
  expect(library.deserializeProperties(properties(), false)).not.toBe(first);
  expect(asked).toBe(2);
});

test("keeps what marks secrets apart from what does not", () => {
  const message = properties();
  library.deserializeProperties(message, false);
  library.deserializeProperties(message, true);
  library.deserializeProperties(message, true);
  expect(asked).toBe(3);
});

test("finds the library's own unpacking, which its server asks by that name", () => {
  const before = pulumis.deserializeProperties;
  try {
    unpackOnce();
    expect(pulumis.deserializeProperties).not.toBe(before);
    const source = readFileSync(require.resolve("@pulumi/policy/server.js"), "utf8");
    expect(source).toContain("deserialize_1.deserializeProperties(req.getProperties(), false)");
  } finally {
    pulumis.deserializeProperties = before;
  }
});
