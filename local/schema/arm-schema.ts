import type { Json } from "../json.ts";

/** What Azure Resource Manager knows of resource types: which exist, at which API versions, and their wire shape. */
export interface ArmSchema {
  /** The type of that name ("Microsoft.Network/natGateways", in any case), or undefined for one that is not known. */
  describe(armType: string): ArmType | undefined;
}

/** One resource type in its wire shape. */
export interface ArmType {
  /** The name as ARM writes it. */
  readonly armType: string;
  /** The API versions that are answered for. Never empty. */
  readonly apiVersions: readonly string[];
  /** Every way in which the body of a PUT breaks the shape; empty when it fits. Read-only properties are let pass. */
  check(body: Json): readonly SchemaIssue[];
}

/** One broken rule of a shape. */
export interface SchemaIssue {
  /** Where, e.g. `properties.frontendIPConfigurations[0].zones`; empty for the body itself. */
  readonly path: string;
  readonly problem: "missing" | "unknown" | "enum" | "type";
  /** The value found there; absent when it is missing. */
  readonly value?: Json;
  /** What may stand there: the values of an enum, the name of a primitive type, or the names most like an unknown one. */
  readonly allowed?: readonly string[];
}
