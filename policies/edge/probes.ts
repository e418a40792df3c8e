import { control } from "../support/controls.ts";
import { expectList, violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import { ofType, type StackPolicy, setting } from "../support/policy.ts";
import { items, numberAt, read, textAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

const BACKENDS = "backendHttpSettingsCollection";

export const edgeProbes: StackPolicy = {
  id: "edge-probes",
  title:
    "The gateway asks each clone for its health, where users are served, and takes a sick one out within a minute.",
  why: "Without a probe of our own, Azure asks for `/`, and takes pages of errors for health.",
  severity: "mandatory",
  control: control("A.8.16"),
  example: {
    violation: "backend settings without `probe`, or one that accepts 500",
    remedy: "a probe of /health every 10 s that accepts 200",
  },
  config: {
    seconds: {
      type: "integer",
      description: "Longest time until a sick clone is out, in seconds.",
      default: 60,
      minimum: 10,
      maximum: 300,
    },
  },
  checkStack(stack, config) {
    const most = setting<number>(edgeProbes, config, "seconds");
    const { healthPath } = stack.settings.web;
    const must = {
      required: `a probe of ${healthPath}, where clones serve, that takes 200 alone, and finds a sick clone in ${most} s`,
      remedy: "Give the backend settings the probe of `web.healthPath`.",
    };
    return ofType(stack, T.gateway).flatMap((resource) => [
      ...expectList(resource, BACKENDS, must, (path, settings) =>
        read(settings, "probe").kind === "absent"
          ? [violation(resource, `${path}.probe`, "absent", must)]
          : [],
      ),
      ...expectList(resource, "probes", must, (path, probe) => {
        const codes = items(probe, "match.statusCodes").map(({ value }) => value);
        const wrong = [
          ...(textAt(probe, "path") === healthPath
            ? []
            : [`of ${shown(textAt(probe, "path"))}, which clones do not answer`]),
          ...(codes.length > 0 && codes.every((code) => /^2\d\d(-2\d\d)?$/.test(String(code)))
            ? []
            : [`taking ${codes.length === 0 ? "200 to 399" : shown(codes)} for health`]),
          ...(secondsToFind(probe) <= most ? [] : [`${secondsToFind(probe)} s slow`]),
          ...(secondsToWait(probe) <= most
            ? []
            : [`waiting ${secondsToWait(probe)} s for each answer`]),
          ...((numberAt(probe, "minServers") ?? 0) === 0 ? [] : ["taking sick clones for healthy"]),
          ...strayOf(probe, resource),
        ];
        return wrong.length === 0 ? [] : [violation(resource, path, wrong.join(", "), must)];
      }),
    ]);
  },
};

/** Azure's defaults: every 30 s, three times. Source: Learn, "Application Gateway health probes overview". */
function secondsToFind(probe: unknown): number {
  const interval = numberAt(probe, "interval") ?? 30;
  return interval * (numberAt(probe, "unhealthyThreshold") ?? 3);
}

/** Azure's default is 30 s. */
function secondsToWait(probe: unknown): number {
  return numberAt(probe, "timeout") ?? 30;
}

/** In what a probe asks otherwise than users are served: by another protocol, or on another port. */
function strayOf(probe: unknown, { inputs }: Resource): readonly string[] {
  const served = items(inputs, BACKENDS).map(({ value }) => value);
  const protocol = textAt(probe, "protocol")?.toLowerCase();
  const protocols = served.map((one) => textAt(one, "protocol")?.toLowerCase());
  const port = numberAt(probe, "port");
  const ports = served.map((one) => numberAt(one, "port"));
  return [
    ...(protocol === undefined || served.length === 0 || protocols.includes(protocol)
      ? []
      : [`by ${protocol}, which clones do not speak`]),
    ...(port === undefined || served.length === 0 || ports.includes(port)
      ? []
      : [`on port ${port}, on which clones do not serve`]),
  ];
}
