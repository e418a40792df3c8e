import { control } from "../support/controls.ts";
import { expectList, violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { items, read, textAt } from "../support/read.ts";
import { T } from "../support/types.ts";

export const edgeHttpsOnly: ResourcePolicy = {
  id: "edge-https-only",
  title: "Users are served by HTTPS only, each site under its own name; plain HTTP is sent there.",
  why: "Grades and passwords over plain HTTP are read by anyone in the school's network.",
  severity: "mandatory",
  control: control("A.8.24"),
  example: {
    violation: "a listener with protocol Http whose rule has a backend pool",
    remedy: "a redirect, Permanent, to the HTTPS listener",
  },
  types: [T.gateway],
  check(resource) {
    const must = {
      required: "HTTPS with a certificate and a host name, or a redirect to it",
      remedy: "Give the listener protocol Https and a certificate, or let its rule redirect.",
    };
    const byName = (list: string, name: string) =>
      items(resource.inputs, list).find(({ value }) => textAt(value, "name") === name)?.value;
    const redirects = (listener: unknown): boolean => {
      const name = textAt(listener, "name") ?? "";
      const rules = items(resource.inputs, "requestRoutingRules").filter(({ value }) =>
        refersTo(value, "httpListener", name),
      );
      return rules.length > 0 && rules.every(({ value }) => redirectsToHttps(value));
    };
    const redirectsToHttps = (rule: unknown): boolean => {
      if (read(rule, "redirectConfiguration").kind === "absent") return false;
      if (read(rule, "backendAddressPool").kind !== "absent") return false;
      const name = lastPart(textAt(rule, "redirectConfiguration.id"));
      // A gateway's parts refer to each other by ids, which nobody knows before the gateway's group is made.
      const found = name === undefined ? undefined : byName("redirectConfigurations", name);
      const target = lastPart(textAt(found, "targetListener.id"));
      if (found === undefined || target === undefined)
        return name === undefined || found !== undefined;
      return textAt(byName("httpListeners", target), "protocol") === "Https";
    };
    return [
      ...expectList(resource, "httpListeners", must, (path, listener) => {
        const protocol = textAt(listener, "protocol");
        const named =
          textAt(listener, "hostName") !== undefined || items(listener, "hostNames").length > 0;
        const right =
          protocol === "Https"
            ? read(listener, "sslCertificate").kind !== "absent"
            : protocol === "Http" && redirects(listener);
        return [
          ...(right ? [] : [violation(resource, `${path}.protocol`, shown(protocol), must)]),
          ...(named ? [] : [violation(resource, `${path}.hostName`, "absent", must)]),
        ];
      }),
      ...items(resource.inputs, "redirectConfigurations").flatMap(({ path, value }) => {
        const right =
          read(value, "targetUrl").kind === "absent" &&
          (textAt(value, "redirectType") ?? "Permanent") === "Permanent";
        return right
          ? []
          : [violation(resource, path, "not a permanent one to our own site", must)];
      }),
    ];
  },
};

/** Whether a part refers to another by its name; an id that nobody knows yet may. */
function refersTo(part: unknown, property: string, name: string): boolean {
  const id = read(part, `${property}.id`);
  if (id.kind === "unknown") return textAt(part, "name") === name;
  return id.kind === "value" && lastPart(String(id.value)) === name;
}

function lastPart(id: string | undefined): string | undefined {
  return id?.split("/").at(-1);
}
