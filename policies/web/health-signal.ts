import { control } from "../support/controls.ts";
import { expectValue, is, unknown, violation } from "../support/expect.ts";
import { type Finding, shown } from "../support/finding.ts";
import { ofType, type Stack, type StackPolicy, setting } from "../support/policy.ts";
import { items, numberAt, type Part, read, textAt, toNumber, valueAt } from "../support/read.ts";
import type { Resource } from "../support/resource.ts";
import { T } from "../support/types.ts";

const EXTENSIONS = "virtualMachineProfile.extensionProfile.extensions";
const OS = "virtualMachineProfile.osProfile";
const WINDOWS = `${OS}.windowsConfiguration`;
const BACKENDS = "backendHttpSettingsCollection";

export const webHealthSignal: StackPolicy = {
  id: "web-health-signal",
  title:
    "Azure asks each clone whether it is well, where the gateway asks it and users are served.",
  why: "Repairs and rolling upgrades go by the health signal: without it a dead clone is kept, and a bad image goes everywhere. A port that is open says nothing of the platform behind it; one where nothing listens has every clone replaced, again and again.",
  severity: "mandatory",
  control: control("A.8.16"),
  example: {
    violation: "extensions: [], or settings: { protocol: tcp, port: 22 }",
    remedy: "the extension ApplicationHealthLinux with `protocol`, `port` and `requestPath`",
  },
  config: {
    seconds: {
      type: "integer",
      description: "Longest time until a clone is taken for sick, in seconds.",
      default: 60,
      minimum: 10,
      maximum: 600,
    },
  },
  checkStack(stack, config) {
    const seconds = setting<number>(webHealthSignal, config, "seconds");
    return ofType(stack, T.scaleSet).flatMap((set) => [
      ...judgeAgent(set),
      ...judgeSet(stack, set, seconds),
    ]);
  },
};

/** Extensions are run by Azure's agent, where it is there and may. Source: Learn, "Azure Linux VM Agent overview". */
function judgeAgent(set: Resource): readonly Finding[] {
  return [
    "allowExtensionOperations",
    "linuxConfiguration.provisionVMAgent",
    "windowsConfiguration.provisionVMAgent",
  ].flatMap((name) =>
    expectValue(set, `${OS}.${name}`, is(true), {
      required: "true",
      remedy: `Leave \`${name}\` out, or set it to true: without the agent no extension runs, that for health neither.`,
      safeWhenAbsent: true,
    }),
  );
}

function judgeSet(stack: Stack, set: Resource, seconds: number): readonly Finding[] {
  const type = read(set.inputs, WINDOWS).kind === "absent" ? "Linux" : "Windows";
  const must = {
    required: `the application health extension ApplicationHealth${type}`,
    remedy: `Add the extension ApplicationHealth${type} of Microsoft.ManagedServices to the clones' profile.`,
  };
  if (read(set.inputs, EXTENSIONS).kind === "unknown") return [unknown(set, EXTENSIONS, must)];
  const health = items(set.inputs, EXTENSIONS).find(
    ({ value }) =>
      textAt(value, "publisher") === "Microsoft.ManagedServices" &&
      textAt(value, "type") === `ApplicationHealth${type}`,
  );
  if (health === undefined) return [violation(set, EXTENSIONS, "without health", must)];
  return [...judgeQuestion(stack, set, health), ...judgePatience(set, health, seconds)];
}

/** How long a sick clone is taken for well, and whether it is told that nobody asks. */
function judgePatience(set: Resource, health: Part, most: number): readonly Finding[] {
  // Azure's defaults: every 5 s, once. Source: Learn, "Use Application Health extension".
  const interval = numberAt(health.value, "settings.intervalInSeconds") ?? 5;
  const probes = numberAt(health.value, "settings.numberOfProbes") ?? 1;
  const late = interval * probes > most;
  return [
    ...(late
      ? [
          violation(set, `${health.path}.settings`, `${interval * probes} s until it is sick`, {
            required: `${most} s at most`,
            remedy: "Ask every 10 s, and believe the third answer.",
          }),
        ]
      : []),
    ...expectValue(set, `${health.path}.suppressFailures`, is(false), {
      required: "false",
      remedy:
        "Leave `suppressFailures` out: a clone without health must not pass for one that is well.",
      safeWhenAbsent: true,
    }),
  ];
}

/** What is asked, beside what the gateway sends the clones: by which protocol, on which port, for which path. */
function judgeQuestion(stack: Stack, set: Resource, health: Part): readonly Finding[] {
  const served = ofType(stack, T.gateway).flatMap(({ inputs }) => items(inputs, BACKENDS));
  const protocols = served.map(({ value }) => textAt(value, "protocol")?.toLowerCase());
  const ports = served.map(({ value }) => toNumber(valueAt(value, "port")));
  const { healthPath } = stack.settings.web;
  const questions: readonly (readonly [string, string, (value: unknown) => boolean])[] = [
    [
      "protocol",
      `that by which the gateway reaches clones, ${protocols.join(" or ") || "http"}`,
      (value) => protocols.length === 0 || protocols.includes(String(value).toLowerCase()),
    ],
    [
      "port",
      `that on which clones serve, ${ports.join(" or ") || "the gateway's"}`,
      (value) => ports.length === 0 || ports.includes(toNumber(value)),
    ],
    ["requestPath", `${healthPath}, by the settings`, (value) => value === healthPath],
  ];
  return questions.flatMap(([name, required, isRight]) => {
    const path = `${health.path}.settings.${name}`;
    const must = {
      required,
      remedy: "Take it from the settings: `web.healthPath`, on the clones' own port.",
    };
    const found = read(health.value, `settings.${name}`);
    if (found.kind === "unknown") return [unknown(set, path, must)];
    const value = found.kind === "value" ? found.value : undefined;
    return value !== undefined && isRight(value) ? [] : [violation(set, path, shown(value), must)];
  });
}
