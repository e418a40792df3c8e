import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { program } from "../../../infra/index.ts";
import { translated } from "../../../policies/support/classic.ts";
import type { Stack } from "../../../policies/support/policy.ts";
import { plainType, type Resource, UNKNOWN } from "../../../policies/support/resource.ts";
import { readWorld } from "../../../policies/support/world.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

interface Seen {
  readonly resource: pulumi.Resource;
  readonly type: string;
  readonly name: string;
  readonly options: pulumi.CustomResourceOptions;
}

/** Properties that hold another resource's name, with the end of that one's type. */
const NAMED_BY: Readonly<Record<string, string>> = {
  resourceGroupName: ":ResourceGroup",
  capacityReservationGroupName: ":CapacityReservationGroup",
  serverName: ":Server",
  vaultName: "Vault",
  accountName: ":StorageAccount",
  privateZoneName: ":PrivateZone",
  privateEndpointName: ":PrivateEndpoint",
};

/** The name that a resource is given in Azure, among those of others. */
function ownName(type: string, inputs: Readonly<Record<string, unknown>>): unknown {
  const names = Object.keys(inputs).filter((key) => /Name$/.test(key));
  const own =
    names.find((key) => type.endsWith(NAMED_BY[key] ?? " ")) ??
    names.find((key) => NAMED_BY[key] === undefined);
  return own === undefined ? undefined : inputs[own];
}

/** What Azure answers when a resource is made: every text in it tells whose it is. */
function outputsOf({
  name,
  type,
  inputs,
}: pulumi.runtime.MockResourceArgs): Record<string, unknown> {
  return {
    name: ownName(type, inputs) ?? inputs.resourceGroupName ?? name,
    principalId: `/mock/${name}/principal`,
    clientId: `/mock/${name}/client`,
    ...(inputs.identity === undefined
      ? {}
      : { identity: { ...inputs.identity, principalId: `/mock/${name}/principal` } }),
    versionlessSecretId: `https://vault.example/mock/${name}`,
  };
}

/**
 * A real stack as policies see it: the real program, run on the tracked settings of a stack against Pulumi's
 * mocks, with the graph found again by the ids that the mocks gave out.
 *
 * @param known whether ids are known, as when the stack stands; else they are `UNKNOWN`, as when it is new.
 */
export async function realStack(
  name: string,
  { today, known }: { readonly today: string; readonly known: boolean },
): Promise<Stack> {
  const { registered, seen } = await registeredBy(name, today);
  const resources = await Promise.all(
    seen.map(async ({ resource, type, name: logical, options }) => {
      const urn = await promiseOf(resource.urn);
      const inputs = registered.get(`${type} ${logical}`) ?? {};
      return { urn, type, name: logical, options, inputs };
    }),
  );
  const makers = resources.map(({ urn, name: logical, type, inputs }) => ({
    urn,
    mark: new RegExp(`/mock/${logical}(?![A-Za-z0-9-])`),
    outputName: outputsOf({ name: logical, inputs, type } as pulumi.runtime.MockResourceArgs).name,
    isNamedBy: (property: string) => type.endsWith(NAMED_BY[property] ?? " "),
  }));
  const madeFrom = (property: string, value: unknown): string[] => {
    const text = JSON.stringify(value) ?? "";
    return makers
      .filter(
        ({ mark, outputName, isNamedBy }) =>
          mark.test(text) || (isNamedBy(property) && outputName === value),
      )
      .map(({ urn }) => urn);
  };
  const plain = resources.map(({ urn, type, name: logical, options, inputs }): Resource => {
    const graph = Object.fromEntries(
      Object.entries(inputs)
        .map(
          ([property, value]) =>
            [property, madeFrom(property, value).filter((one) => one !== urn)] as const,
        )
        .filter(([, made]) => made.length > 0),
    );
    const shown = known ? inputs : (withoutIds(inputs) as Record<string, unknown>);
    return {
      ...translated(plainType(type).type, shown),
      registeredType: type,
      name: logical,
      urn,
      protect: options.protect === true,
      ignoreChanges: options.ignoreChanges ?? [],
      dependencies: [...new Set(Object.values(graph).flat())].sort(),
      madeFrom: graph,
    };
  });
  const root = plain.find(({ type }) => type === "pulumi:pulumi:Stack");
  return {
    name,
    urn: root?.urn ?? `urn:pulumi:${name}::gradetide::pulumi:pulumi:Stack::gradetide-${name}`,
    resources: plain.sort((one, other) => (one.urn < other.urn ? -1 : 1)),
    ...(await readWorld(name, Temporal.PlainDate.from(today), ROOT)),
  };
}

async function registeredBy(name: string, today: string) {
  const registered = new Map<string, Record<string, unknown>>();
  const seen: Seen[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource(args) {
        registered.set(`${args.type} ${args.name}`, args.inputs);
        return { id: `/mock/${args.name}`, state: { ...args.inputs, ...outputsOf(args) } };
      },
      call: () => ({ tenantId: "00000000-0000-0000-0000-00000000cafe" }),
    },
    "gradetide",
    name,
    false,
  );
  const { config } = parse(readFileSync(join(ROOT, `Pulumi.${name}.yaml`), "utf8"));
  const datacenter = { ...config["gradetide:datacenter"], season: { today } };
  pulumi.runtime.setAllConfig({ "gradetide:datacenter": JSON.stringify(datacenter) });
  // What the plan wants of people is told by `season plan`; here it would only be noise.
  const { warn } = pulumi.log;
  Object.assign(pulumi.log, { warn: async () => {} });
  await pulumi.runtime.runInPulumiStack(async () => {
    pulumi.runtime.registerStackTransformation(({ resource, type, name: logical, opts }) => {
      seen.push({ resource, type, name: logical, options: opts });
      return undefined;
    });
    await program();
  });
  Object.assign(pulumi.log, { warn });
  await pulumi.runtime.disconnect();
  return { registered, seen };
}

/** What a new stack's preview knows of inputs: no text that Azure gives. */
function withoutIds(value: unknown): unknown {
  if (typeof value === "string") return value.includes("/mock/") ? UNKNOWN : value;
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutIds(part)]));
}

function promiseOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}
