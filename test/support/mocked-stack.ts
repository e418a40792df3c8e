import * as pulumi from "@pulumi/pulumi";

/** One resource as the program registered it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly inputs: Record<string, unknown>;
  /** `urn:pulumi:test::gradetide::<types of all parents, joined by $>::<name>`. */
  readonly urn: string;
  readonly options: pulumi.ResourceOptions;
}

export interface MockedStack {
  readonly resources: readonly Registered[];
  /** The one resource of this logical name; throws when there is none, or more than one. */
  named(name: string): Registered;
}

const TENANT = "00000000-0000-0000-0000-00000000cafe";

/**
 * Runs a piece of the program against Pulumi's mocks and returns what it registered, after every
 * resource's URN is known.
 */
export async function mockedStack(declare: () => void): Promise<MockedStack> {
  const registered: Omit<Registered, "urn" | "options">[] = [];
  const seen: { resource: pulumi.Resource; name: string; options: pulumi.ResourceOptions }[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource(args) {
        registered.push({
          type: args.type,
          name: args.name,
          custom: args.custom === true,
          inputs: args.inputs,
        });
        return { id: `/mock/${args.name}`, state: { ...args.inputs, ...outputs(args) } };
      },
      call: () => ({ tenantId: TENANT }),
    },
    "gradetide",
    "test",
    false,
  );
  await pulumi.runtime.runInPulumiStack(async () => {
    pulumi.runtime.registerStackTransformation((args) => {
      seen.push({ resource: args.resource, name: args.name, options: args.opts });
      return undefined;
    });
    declare();
  });
  await pulumi.runtime.disconnect();
  const resources = await Promise.all(
    seen.map(async ({ resource, name, options }) => {
      const urn = await promiseOf(resource.urn);
      const found = registered.find((one) => one.name === name && urn.includes(one.type));
      if (found === undefined) throw new Error(`${name} was never registered`);
      return { ...found, urn, options };
    }),
  );
  return {
    resources,
    named(name) {
      const found = resources.filter((one) => one.name === name);
      const [only] = found;
      if (only === undefined || found.length > 1) {
        throw new Error(
          `${found.length} resources are named ${name}; there are ${resources.map((r) => r.name).join(", ")}`,
        );
      }
      return only;
    },
  };
}

/** The outputs that a test's cloud answers with, where the program reads any. */
function outputs(args: pulumi.runtime.MockResourceArgs): Record<string, unknown> {
  const name = Object.entries(args.inputs).find(([key]) => /Name$/.test(key))?.[1] ?? args.name;
  return {
    name,
    principalId: `principal-of-${args.name}`,
    clientId: `client-of-${args.name}`,
    versionlessSecretId: `https://vault.example/secrets/${args.inputs.name}`,
  };
}

function promiseOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}
