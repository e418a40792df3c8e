import { control } from "../support/controls.ts";
import { unknown, violation } from "../support/expect.ts";
import type { ResourcePolicy } from "../support/policy.ts";
import { items, read, textAt } from "../support/read.ts";
import { T } from "../support/types.ts";

const EXTENSIONS = "virtualMachineProfile.extensionProfile.extensions";

const MUST = {
  required: "the application health extension, with a port or a path to ask",
  remedy:
    "Add the extension ApplicationHealthLinux of Microsoft.ManagedServices to the clones' profile.",
};

export const webHealthSignal: ResourcePolicy = {
  id: "web-health-signal",
  title: "Azure asks each clone whether it is well.",
  why: "Repairs and rolling upgrades go by the health signal: without it a dead clone is kept, and a bad image goes everywhere.",
  severity: "mandatory",
  control: control("A.8.16"),
  example: {
    violation: "extensions: []",
    remedy: "the extension ApplicationHealthLinux with `protocol`, `port` and `requestPath`",
  },
  types: [T.scaleSet],
  check(resource) {
    const found = read(resource.inputs, EXTENSIONS);
    if (found.kind === "unknown") return [unknown(resource, EXTENSIONS, MUST)];
    const health = items(resource.inputs, EXTENSIONS).find(
      ({ value }) =>
        textAt(value, "publisher") === "Microsoft.ManagedServices" &&
        /^ApplicationHealth(Linux|Windows)$/.test(textAt(value, "type") ?? ""),
    );
    if (health === undefined) return [violation(resource, EXTENSIONS, "without health", MUST)];
    const http = /^https?$/i.test(textAt(health.value, "settings.protocol") ?? "");
    const asks = read(health.value, http ? "settings.requestPath" : "settings.port");
    return asks.kind === "absent"
      ? [violation(resource, `${health.path}.settings`, "without what to ask", MUST)]
      : [];
  },
};
