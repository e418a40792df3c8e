#!/usr/bin/env node
/**
 * Writes local/schema/types.json from the installed SDKs' declarations and the models of Microsoft's clients.
 * With `--check` it writes nothing, and fails if the committed file differs from what it would write.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type CatalogueEntry, catalogue } from "./generator/catalogue.ts";
import { Collector } from "./generator/collect.ts";
import { Declarations } from "./generator/declarations.ts";
import { Models } from "./generator/models.ts";
import { overrides } from "./generator/overrides.ts";
import type { ResourceEntry, TypeTable } from "./table.ts";

const require = createRequire(import.meta.url);

async function generate(): Promise<TypeTable> {
  const collectors = new Map<string, Collector>();
  const declarations = new Map<string, Declarations>();
  const sources: Record<string, string> = {};
  const resources: Record<string, ResourceEntry> = {};
  for (const one of catalogue) {
    const sdk = `@pulumi/${one.sdk}`;
    for (const name of one.client === undefined ? [sdk] : [sdk, one.client]) {
      sources[name] = require(`${name}/package.json`).version;
    }
    const root = dirname(require.resolve(`${sdk}/package.json`));
    const declared = declarations.get(sdk) ?? new Declarations(root);
    declarations.set(sdk, declared);
    const client = one.client ?? sdk;
    let collector = collectors.get(client);
    if (collector === undefined) {
      collector = new Collector({
        declarations: declared,
        models: one.client === undefined ? undefined : await Models.load(one.client),
        prefix: one.sdk === "azure" ? "azure." : "",
      });
      collectors.set(client, collector);
    }
    addResource(one, declared, collector, resources);
  }
  const all = [...collectors.values()];
  refuseUnusedOverrides(all);
  return {
    sources: sorted(sources),
    resources: sorted(resources),
    shapes: sorted(Object.fromEntries(all.flatMap((one) => [...one.shapes]))),
    enums: sorted(Object.fromEntries(all.flatMap((one) => [...one.enums]))),
  };
}

function addResource(
  one: CatalogueEntry,
  declared: Declarations,
  collector: Collector,
  resources: Record<string, ResourceEntry>,
): void {
  const { doc, args, outputs } = declared.resource(one.module, one.type);
  const parameters = [...(one.path ?? "").matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const path = parameters.filter((name) => name !== "subscriptionId");
  const name = path.at(-1) ?? "name";
  for (const parameter of [...path, name]) {
    if (!args.has(parameter)) throw new Error(`${one.type} has no input ${parameter}.`);
  }
  const apiVersion = /Uses Azure REST API version (\S+)\./.exec(doc)?.[1];
  if (apiVersion === undefined && one.sdk === "azure-native") {
    throw new Error(`${one.type}: its doc comment names no API version.`);
  }
  // With a colon, as a nested type may have the same name and other properties (a subnet's security group).
  const shape = `${one.sdk === "azure" ? "azure." : ""}${one.module}:${one.type}`;
  const model = one.client === undefined ? undefined : (one.model ?? one.type);
  collector.resource(shape, args, outputs, model, path);
  const token = pulumiType(one);
  resources[token] = {
    armType: one.armType,
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(one.path === undefined ? {} : { path: one.path }),
    name,
    ...(args.get(name)?.optional ? { autoname: one.autoname ?? "random" } : {}),
    shape,
  };
}

/** azure-native says `network:NatGateway`, classic `keyvault/certificate:Certificate`. */
function pulumiType({ sdk, module, type }: CatalogueEntry): string {
  const file = `${type[0]?.toLowerCase()}${type.slice(1)}`;
  return sdk === "azure" ? `azure:${module}/${file}:${type}` : `azure-native:${module}:${type}`;
}

function refuseUnusedOverrides(collectors: readonly Collector[]): void {
  const used = new Set(collectors.flatMap((one) => [...one.usedOverrides]));
  for (const [shape, { properties }] of Object.entries(overrides)) {
    for (const name of Object.keys(properties)) {
      if (!used.has(`${shape}.${name}`)) throw new Error(`Override ${shape}.${name} is not used.`);
    }
  }
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** JSON with one property of a shape a line: small, and a change shows as the lines that it is about. */
function print(table: TypeTable): string {
  const flat = (value: unknown): string => JSON.stringify(value);
  const lines = (record: Readonly<Record<string, unknown>>, indent: string): string =>
    Object.entries(record)
      .map(([name, value]) => `${indent}${flat(name)}: ${flat(value)}`)
      .join(",\n");
  const shapes = Object.entries(table.shapes)
    .map(([name, shape]) => `    ${flat(name)}: {\n${lines(shape, "      ")}\n    }`)
    .join(",\n");
  return `{
  "sources": {\n${lines(table.sources, "    ")}\n  },
  "resources": {\n${lines(table.resources, "    ")}\n  },
  "shapes": {\n${shapes}\n  },
  "enums": {\n${lines(table.enums, "    ")}\n  }
}\n`;
}

const file = join(import.meta.dirname, "types.json");
const text = print(await generate());
if (!process.argv.includes("--check")) {
  writeFileSync(file, text);
} else if (readFileSync(file, "utf8") !== text) {
  console.error("local/schema/types.json is out of date: run `npm run generate`.");
  process.exitCode = 1;
}
