import { control } from "../support/controls.ts";
import { expectList, violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import { type ResourcePolicy, setting } from "../support/policy.ts";
import { numberAt, textAt, valueAt } from "../support/read.ts";
import { T } from "../support/types.ts";

export const edgeDraining: ResourcePolicy = {
  id: "edge-draining",
  title:
    "A clone that leaves finishes its requests, any clone serves any user, and no request lasts for ever.",
  why: "Without draining each shrink cuts off whoever is saving grades; a user tied to one clone is lost with it.",
  severity: "mandatory",
  control: control("A.8.14"),
  example: {
    violation: "connectionDraining: { enabled: false }, or cookieBasedAffinity: Enabled",
    remedy: "connectionDraining: { enabled: true, drainTimeoutInSec: 60 }",
  },
  config: {
    least: {
      type: "integer",
      // As long as Azure lets a request last by default. Source: Learn, "Application Gateway HTTP settings".
      description: "Shortest drain, in seconds.",
      default: 20,
      minimum: 1,
      maximum: 3600,
    },
    seconds: {
      type: "integer",
      description: "Longest drain and longest request, in seconds.",
      default: 300,
      minimum: 10,
      maximum: 3600,
    },
  },
  types: [T.gateway],
  check(resource, config) {
    const most = setting<number>(edgeDraining, config, "seconds");
    const least = setting<number>(edgeDraining, config, "least");
    const must = {
      required: `draining for ${least} to ${most} s, a request's limit of ${most} s at most, no affinity`,
      remedy: "Set `edge.drainSeconds`; the program takes both times from it.",
    };
    return expectList(resource, "backendHttpSettingsCollection", must, (path, settings) => {
      const drain = numberAt(settings, "connectionDraining.drainTimeoutInSec") ?? 0;
      const request = numberAt(settings, "requestTimeout") ?? 20;
      const wrong = [
        ...(valueAt(settings, "connectionDraining.enabled") === true ? [] : ["without draining"]),
        ...(drain >= least && drain <= most ? [] : [`drained for ${drain} s`]),
        ...(request >= 1 && request <= most ? [] : [`a request of ${request} s`]),
        ...((textAt(settings, "cookieBasedAffinity") ?? "Disabled") === "Disabled"
          ? []
          : [`affinity ${shown(textAt(settings, "cookieBasedAffinity"))}`]),
      ];
      return wrong.length === 0 ? [] : [violation(resource, path, wrong.join(", "), must)];
    });
  },
};
