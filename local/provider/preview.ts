import { parseType, shapeOf, type TypeTable, type ValueType } from "../schema/table.ts";
import { isObject, unknown, type Value, type ValueObject } from "../schema/values.ts";

/**
 * The outputs that can be foretold from inputs: what is given comes back, everything else is unknown.
 * Source: pulumi/pulumi-azure-native, provider/pkg/convert (PreviewOutputs).
 */
export function previewOutputs(table: TypeTable, shape: string, inputs: ValueObject): ValueObject {
  const outputs: ValueObject = {};
  for (const [name, entry] of Object.entries(shapeOf(table, shape))) {
    if (entry.only === "input" || (entry.only === "path" && entry.wire === undefined)) continue;
    const value = inputs[name];
    outputs[name] =
      value === undefined || entry.only === "echo"
        ? unknown
        : previewValue(table, parseType(entry.type), value);
  }
  return outputs;
}

function previewValue(table: TypeTable, type: ValueType, value: Value): Value {
  switch (type.kind) {
    case "object":
      return isObject(value) ? previewOutputs(table, type.name, value) : unknown;
    case "set":
      return unknown;
    case "array":
      return Array.isArray(value)
        ? value.map((item) => previewValue(table, type.of, item))
        : unknown;
    case "map":
      return isObject(value)
        ? Object.fromEntries(
            Object.entries(value).map(([key, item]) => [key, previewValue(table, type.of, item)]),
          )
        : unknown;
    default:
      return value;
  }
}
