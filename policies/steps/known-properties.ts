import { readFileSync } from "node:fs";
import { control } from "../support/controls.ts";
import { violation } from "../support/expect.ts";
import { shown } from "../support/finding.ts";
import { propertyValues } from "./property-values.ts";
import type { Step, StepPolicy } from "./step-policy.ts";

/** Where the list of properties is kept, beside this file. */
export const KNOWN_PROPERTIES = new URL("known-properties.json", import.meta.url);

/** By type, without an API version: the paths that the program sets with the tracked settings, or any one of them changed. */
export type KnownProperties = Readonly<Record<string, readonly string[]>>;

/** What the providers add to what a program asks for. Source: pulumi-azure-native, provider.go (applyDefaults). */
const ADDED = /^(__\w+|azureApiVersion|location)$/;

/** The operations that give a resource its properties. */
const GIVING: readonly string[] = ["create", "update", "replace", "create-replacement"];

export const stepsKnownProperties: StepPolicy = {
  id: "steps-known-properties",
  title: "A resource has only properties that somebody has judged.",
  why: "A property that no policy knows passes all of them, and one of Azure's thousands may share a disk, leave a rule out or send logs to a stranger.",
  severity: "mandatory",
  control: control("A.8.9"),
  example: {
    violation: "maxShares: 2 on the disk with the grades",
    remedy: "take it away, or judge it by a policy and let the list be written anew",
  },
  checkSteps: ({ steps }) =>
    steps.filter(({ op }) => GIVING.includes(op)).flatMap((step) => judge(step, known())),
};

function judge(step: Step, all: KnownProperties): ReturnType<StepPolicy["checkSteps"]> {
  const { type, urn, before = {}, after } = step;
  const ofType = all[type];
  // Types are judged by order-known-types.
  if (ofType === undefined || after === undefined) return [];
  const paths = new Set(ofType);
  const stood = propertyValues(before);
  return (
    [...propertyValues(after)]
      .filter(([path]) => !ADDED.test(path) && !isKnown(path, paths))
      // What stays as it is was judged, or is Azure's own: the engine keeps what a program ignores.
      .filter(([path, values]) => !isSame(values, stood.get(path) ?? []))
      .map(([path, [first]]) =>
        violation({ urn }, path, shown(first), {
          required: "a property that the program is known to set",
          remedy:
            "Take it away; or say in a policy which of its values are safe, and run `node test/infra/data-safety/write-page.ts`, which lists it.",
        }),
      )
  );
}

function isSame(ones: readonly unknown[], others: readonly unknown[]): boolean {
  return ones.length === others.length && ones.every((value, index) => value === others[index]);
}

/** Known as it is, or as a part of what is hidden whole because it is a secret, or not known yet. */
function isKnown(path: string, paths: ReadonlySet<string>): boolean {
  if (paths.has(path)) return true;
  return [...paths].some((one) => one.startsWith(`${path}.`) || one.startsWith(`${path}[`));
}

let read: KnownProperties | undefined;

function known(): KnownProperties {
  read ??= JSON.parse(readFileSync(KNOWN_PROPERTIES, "utf8")) as KnownProperties;
  return read;
}
