import { control } from "../support/controls.ts";
import { expectValue, is, violation } from "../support/expect.ts";
import { type ResourcePolicy, setting } from "../support/policy.ts";
import { items, read } from "../support/read.ts";
import { T } from "../support/types.ts";

export const edgeTlsPolicy: ResourcePolicy = {
  id: "edge-tls-policy",
  title: "The gateway speaks TLS 1.2 or newer, by a current predefined policy.",
  why: "Older versions and ciphers can be broken; a list of one's own grows old unseen.",
  severity: "mandatory",
  control: control("A.8.24"),
  example: {
    violation: "policyName: AppGwSslPolicy20150501",
    remedy: "policyType: Predefined, policyName: AppGwSslPolicy20220101",
  },
  config: {
    policies: {
      type: "array",
      items: { type: "string" },
      // Source: Learn, "Application Gateway TLS policy overview", November 2026.
      description: "Predefined policies that are current.",
      default: ["AppGwSslPolicy20220101", "AppGwSslPolicy20220101S"],
    },
  },
  types: [T.gateway],
  check(resource, config) {
    const current = setting<readonly string[]>(edgeTlsPolicy, config, "policies");
    const remedy = `Set \`sslPolicy\` to the predefined policy ${current[0]}.`;
    return [
      ...expectValue(resource, "sslPolicy.policyType", is("Predefined"), {
        required: "Predefined",
        remedy,
      }),
      ...expectValue(resource, "sslPolicy.policyName", is(...current), {
        required: current.join(" or "),
        remedy,
      }),
      ...["minProtocolVersion", "cipherSuites", "disabledSslProtocols"]
        .filter((name) => read(resource.inputs, `sslPolicy.${name}`).kind !== "absent")
        .map((name) =>
          violation(resource, `sslPolicy.${name}`, "set", {
            required: "nothing beside the predefined policy",
            remedy,
          }),
        ),
      ...items(resource.inputs, "sslProfiles").map(({ path }) =>
        violation(resource, path, "a profile of a listener's own", {
          required: "one policy for all listeners",
          remedy: "Take the profile away: the gateway's policy holds for each listener.",
        }),
      ),
    ];
  },
};
