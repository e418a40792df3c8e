import { createRequire } from "node:module";
import { describe, expect, test } from "@jest/globals";
import type { Policies, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import { networkPublicAddresses } from "../../policies/network/public-addresses.ts";
import { packPolicies } from "../../policies/support/pack.ts";
import { T } from "../../policies/support/types.ts";
import { webEncryptionAtHost } from "../../policies/web/encryption-at-host.ts";

// What Pulumi hands to a policy: reading a value that is not known yet throws.
const { unknownCheckingProxy, unknownBooleanValue } = createRequire(import.meta.url)(
  "@pulumi/policy/proxy.js",
);

const TODAY = Temporal.PlainDate.from("2026-11-25");
const urn = (name: string): string => `urn:pulumi:prod-uk::gradetide::T::${name}`;
const options = {
  protect: false,
  ignoreChanges: [],
  aliases: [],
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
  additionalSecretOutputs: [],
};
const args = (type: string, name: string, props: object): ResourceValidationArgs =>
  ({
    type,
    name,
    urn: urn(name),
    props: unknownCheckingProxy(props),
    opts: options,
    getConfig: () => ({}),
  }) as unknown as ResourceValidationArgs;
const encrypted = (value: unknown): object => ({
  virtualMachineProfile: { securityProfile: { encryptionAtHost: value } },
});

/** Runs one policy of a pack and returns what it reported. */
async function told(
  policies: Policies,
  id: string,
  given: ResourceValidationArgs | StackValidationArgs,
): Promise<readonly { readonly message: string; readonly urn: string | undefined }[]> {
  const reported: { message: string; urn: string | undefined }[] = [];
  const report = (message: string, at?: string): void => {
    reported.push({ message, urn: at });
  };
  const policy = policies.find(({ name }) => name === id);
  if (policy === undefined) throw new Error(`no ${id}`);
  if ("validateStack" in policy) await policy.validateStack(given as StackValidationArgs, report);
  else if (typeof policy.validateResource === "function") {
    await policy.validateResource(given as ResourceValidationArgs, report);
  }
  return reported;
}

const stackOf = (...resources: readonly object[]): StackValidationArgs =>
  ({ resources, getConfig: () => ({}) }) as unknown as StackValidationArgs;
const inStack = (of: ResourceValidationArgs, more: object = {}): object => ({
  ...of,
  dependencies: [],
  propertyDependencies: {},
  ...more,
});

describe("the pack", () => {
  const id = webEncryptionAtHost.id;

  test("objects at the resource, and says nothing of another type", async () => {
    const pack = packPolicies([webEncryptionAtHost], [], TODAY);
    const [one] = await told(pack, id, args(T.scaleSet, "clones", encrypted(false)));
    expect(one).toMatchObject({
      urn: urn("clones"),
      message: expect.stringContaining("is false."),
    });
    expect(await told(pack, id, args(T.gateway, "gateway", encrypted(false)))).toEqual([]);
  });

  test("judges a resource that names its API version like any other", async () => {
    const pack = packPolicies([webEncryptionAtHost], [], TODAY);
    const versioned = "azure-native:compute/v20240301:VirtualMachineScaleSet";
    expect(await told(pack, id, args(versioned, "clones", encrypted(false)))).toHaveLength(1);
  });

  test("tells what it can't judge yet at the end, as advice, with the policy that could not", async () => {
    const pack = packPolicies([webEncryptionAtHost], [], TODAY);
    const clones = args(T.scaleSet, "clones", encrypted(unknownBooleanValue));
    expect(await told(pack, id, clones)).toEqual([]);
    const last = pack.at(-1);
    expect(last?.enforcementLevel).toBe("advisory");
    const [one] = await told(pack, last?.name ?? "", stackOf(inStack(clones)));
    expect(one?.message).toContain(`can't be judged until applied (${id})`);
    // Told once: an update behind the preview starts anew.
    expect(await told(pack, last?.name ?? "", stackOf(inStack(clones)))).toEqual([]);
  });

  test("lives with what somebody decided, and tells when that is over", async () => {
    const exception = {
      policy: id,
      stack: "prod-uk",
      resource: "clones",
      reason: "r",
      decidedBy: "d",
      expires: TODAY.add({ days: 1 }),
    };
    const clones = args(T.scaleSet, "clones", encrypted(false));
    expect(await told(packPolicies([webEncryptionAtHost], [exception], TODAY), id, clones)).toEqual(
      [],
    );

    const over = packPolicies([webEncryptionAtHost], [{ ...exception, expires: TODAY }], TODAY);
    expect(await told(over, id, clones)).toHaveLength(1);
    const [ended] = await told(over, "order-exceptions", stackOf(inStack(clones)));
    expect(ended?.message).toContain("is over since 2026-11-25");
  }, 60_000);

  test("follows the graph in a stack, in whatever order it is told", async () => {
    const address = inStack(args(T.address, "address", {}));
    const gateway = inStack(args(T.gateway, "gateway", {}), { dependencies: [address] });
    for (const resources of [
      [address, gateway],
      [gateway, address],
    ]) {
      const pack = packPolicies([networkPublicAddresses], [], TODAY);
      expect(await told(pack, networkPublicAddresses.id, stackOf(...resources))).toEqual([]);
    }
    const alone = packPolicies([networkPublicAddresses], [], TODAY);
    expect(await told(alone, networkPublicAddresses.id, stackOf(address))).toHaveLength(1);
  }, 60_000);
});
