import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import type { JsonObject } from "../../../local/json.ts";
import { fromWire, projectInputs, toWire } from "../../../local/schema/convert.ts";
import {
  parseType,
  shapeOf,
  typeTable,
  type ValueType,
  wirePath,
} from "../../../local/schema/table.ts";
import { unknown, type Value, type ValueObject } from "../../../local/schema/values.ts";
import * as examples from "./examples.ts";

const table = typeTable();

/** A program's inputs without those that are part of the id: what a round trip keeps. */
function body(shape: string, inputs: ValueObject): ValueObject {
  const entries = shapeOf(table, shape);
  return Object.fromEntries(
    Object.entries(inputs).filter(([name]) => entries[name]?.only !== "path"),
  );
}

const shapes: readonly (readonly [string, ValueObject])[] = [
  ["network:ApplicationGateway", examples.gatewayInputs],
  ["compute:VirtualMachineScaleSet", examples.scaleSetInputs],
  ["network:VirtualNetwork", examples.networkInputs],
  ["keyvault:Vault", examples.vaultInputs],
  ["azure.keyvault:Certificate", examples.certificateInputs],
];

test.each(shapes)("takes the inputs of %s to the wire and back", (shape, inputs) => {
  const outputs = fromWire(table, shape, toWire(table, shape, inputs));
  expect(projectInputs(table, shape, outputs)).toEqual(body(shape, inputs));
});

test("nests a gateway's parts as ARM wants them", () => {
  const wire = toWire(table, "network:ApplicationGateway", examples.gatewayInputs);
  expect(wire).not.toHaveProperty("applicationGatewayName");
  expect(wire).not.toHaveProperty("resourceGroupName");
  expect(wire).toMatchObject({
    location: "swedencentral",
    zones: ["1", "2", "3"],
    identity: { type: "UserAssigned", userAssignedIdentities: { [examples.identity]: {} } },
    properties: {
      sku: { name: "WAF_v2" },
      frontendPorts: [{ name: "https", properties: { port: 443 } }, { name: "http" }],
      httpListeners: [{ name: "se", properties: { protocol: "Https" } }],
      backendHttpSettingsCollection: [
        { properties: { connectionDraining: { enabled: true, drainTimeoutInSec: 60 } } },
      ],
    },
  });
});

test("nests a scale set's network and extensions as ARM wants them", () => {
  const wire = toWire(table, "compute:VirtualMachineScaleSet", examples.scaleSetInputs);
  expect(wire).toMatchObject({
    sku: { capacity: 4 },
    properties: {
      orchestrationMode: "Flexible",
      virtualMachineProfile: {
        networkProfile: {
          networkInterfaceConfigurations: [
            {
              name: "nic",
              properties: {
                primary: true,
                ipConfigurations: [{ name: "internal", properties: { primary: true } }],
              },
            },
          ],
        },
        extensionProfile: {
          extensions: [
            {
              name: "health",
              properties: { type: "ApplicationHealthLinux", settings: { port: 8080 } },
            },
          ],
        },
      },
    },
  });
});

test("gives out what Azure adds, and projects it away again", () => {
  const wire: JsonObject = {
    id: "/x",
    name: "nat",
    type: "Microsoft.Network/natGateways",
    etag: 'W/"1"',
    sku: { name: "Standard" },
    properties: {
      provisioningState: "Succeeded",
      subnets: [{ id: "/s" }],
      idleTimeoutInMinutes: 4,
    },
    unheardOf: true,
  };
  const outputs = fromWire(table, "network:NatGateway", wire);
  expect(outputs).toEqual({
    name: "nat",
    type: "Microsoft.Network/natGateways",
    etag: 'W/"1"',
    sku: { name: "Standard" },
    provisioningState: "Succeeded",
    subnets: [{ id: "/s" }],
    idleTimeoutInMinutes: 4,
  });
  expect(projectInputs(table, "network:NatGateway", outputs)).toEqual({
    sku: { name: "Standard" },
    idleTimeoutInMinutes: 4,
  });
});

test("drops nulls, and keeps empty lists and objects", () => {
  const wire = {
    tags: {},
    zones: [],
    sku: null,
    properties: { publicIpAddresses: [null, { id: null }] },
  };
  expect(fromWire(table, "network:NatGateway", wire)).toEqual({
    tags: {},
    zones: [],
    publicIpAddresses: [{}],
  });
});

test("reads a set of ids as a sorted list", () => {
  const identity = { type: "UserAssigned", userAssignedIdentities: { "/b": {}, "/a": {} } };
  const outputs = fromWire(table, "network:ApplicationGateway", { identity });
  expect(projectInputs(table, "network:ApplicationGateway", outputs)).toEqual({
    identity: { type: "UserAssigned", userAssignedIdentities: ["/a", "/b"] },
  });
});

test("does not send what Azure alone sets, even if a program does", () => {
  const subnets = [{ name: "web", etag: "mine", provisioningState: "Succeeded" }];
  expect(toWire(table, "network:VirtualNetwork", { subnets })).toEqual({
    properties: { subnets: [{ name: "web" }] },
  });
});

test("sends nothing that is unknown", () => {
  expect(() => toWire(table, "network:NatGateway", { zones: [unknown] })).toThrow("can't be sent");
});

/** Any value of a type that a program may declare, not too deep. */
function anyValue(type: ValueType, depth: number): fc.Arbitrary<Value> {
  switch (type.kind) {
    case "string":
      return fc.string();
    case "number":
      return fc.integer();
    case "boolean":
      return fc.boolean();
    case "any":
      return fc.dictionary(fc.string({ minLength: 1 }), fc.integer(), {
        maxKeys: 2,
        noNullPrototype: true,
      });
    case "enum":
      return fc.constantFrom(...(table.enums[type.name] ?? []));
    case "set":
      return fc
        .uniqueArray(fc.string({ minLength: 1 }), { maxLength: 3 })
        .map((keys) => keys.sort());
    case "array":
      return fc.array(anyValue(type.of, depth), { maxLength: 2 });
    case "map":
      return fc.dictionary(fc.string({ minLength: 1 }), anyValue(type.of, depth), {
        maxKeys: 2,
        noNullPrototype: true,
      });
    case "object":
      return depth === 0 ? fc.constant({}) : inputsOf(type.name, depth - 1);
  }
}

function inputsOf(shape: string, depth: number): fc.Arbitrary<ValueObject> {
  const model: Record<string, fc.Arbitrary<Value>> = {};
  for (const [name, entry] of Object.entries(shapeOf(table, shape))) {
    if (entry.only === undefined) model[name] = anyValue(parseType(entry.type), depth);
  }
  return fc.record(model, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<ValueObject>;
}

test.each(Object.values(table.resources).map(({ shape }) => shape))(
  "keeps every declared input of any %s on its way to the wire and back",
  (shape) => {
    fc.assert(
      fc.property(inputsOf(shape, 2), (inputs) => {
        const outputs = fromWire(table, shape, toWire(table, shape, inputs));
        expect(projectInputs(table, shape, outputs)).toEqual(inputs);
      }),
      { numRuns: 15 },
    );
  },
);

test.each([
  ["name", ["name"]],
  ["properties.subnets", ["properties", "subnets"]],
  ["odata\\.type", ["odata.type"]],
  ["properties.odata\\.type", ["properties", "odata.type"]],
])("reads the place %s as the keys %j", (wire, keys) => {
  expect(wirePath(wire)).toEqual(keys);
});
