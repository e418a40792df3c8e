import type { JsonObject } from "../../json.ts";
import type { ArmDocument } from "../../store/store.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { invalidParameter, type Refusal } from "../refusal.ts";
import { numberAt, textAt } from "../support/json.ts";
import { fillProperties } from "../support/outputs.ts";
import { wantsInstanceView, withInstanceView } from "./instance-view.ts";
import { refuseOff } from "./machine-extension.ts";

/** Source: Microsoft Learn, "Run scripts in your Linux VM by using managed Run Commands" (90 minutes by default). */
const DEFAULT_SECONDS = 5400;

/**
 * Microsoft.Compute/virtualMachines/runCommands: they are kept and checked, and run nothing here, which their
 * instance view says.
 */
export const runCommand: Behaviour = {
  type: "Microsoft.Compute/virtualMachines/runCommands",
  regional: true,
  patch: "merge",
  readOnly: ["properties.provisioningState", "properties.instanceView"],
  writeOnly: ["properties.protectedParameters", "properties.runAsPassword"],
  prepare: (draft) =>
    fillProperties(
      draft,
      {
        asyncExecution: false,
        timeoutInSeconds: DEFAULT_SECONDS,
        treatFailureAsDeploymentFailure: false,
      },
      { provisioningState: "Succeeded" },
    ),
  refuse: (draft, context) => [
    ...refuseSource(draft),
    ...refuseTimeout(draft),
    ...refuseOff(context),
  ],
  view: (document, { expand, now }: Context) =>
    wantsInstanceView(expand) ? withInstanceView(document, executed(document, now)) : document,
};

function executed(_document: ArmDocument, now: string): JsonObject {
  return {
    executionState: "Succeeded",
    exitCode: 0,
    output: "The local Azure runs no script.",
    error: "",
    endTime: now,
  };
}

function refuseSource(draft: JsonObject): Refusal[] {
  const given = ["script", "scriptUri", "commandId"].filter(
    (key) => textAt(draft, `properties.source.${key}`) !== undefined,
  );
  if (given.length === 1) return [];
  return [
    invalidParameter(
      "properties.source",
      "A run command names exactly one of source.script, source.scriptUri and source.commandId.",
    ),
  ];
}

function refuseTimeout(draft: JsonObject): Refusal[] {
  const seconds = numberAt(draft, "properties.timeoutInSeconds") ?? DEFAULT_SECONDS;
  if (Number.isInteger(seconds) && seconds > 0) return [];
  return [
    invalidParameter(
      "properties.timeoutInSeconds",
      `The value '${seconds}' of parameter 'timeoutInSeconds' is not allowed. It must be a whole number of seconds above 0.`,
    ),
  ];
}
