import type { JsonObject } from "../../json.ts";
import { same } from "../../store/resource-id.ts";
import type { Behaviour, Context } from "../behaviour.ts";
import { invalidParameter, Refusal } from "../refusal.ts";
import { textAt } from "../support/json.ts";
import { fillProperties } from "../support/outputs.ts";
import { isUp, machineState } from "./machine-state.ts";

const TYPE = "Microsoft.Compute/virtualMachines/extensions";

/**
 * Characters of the encoded text of an inline script.
 * Source: Microsoft Learn, "Use the Azure Custom Script Extension Version 2 with Linux virtual machines" (256 KB).
 */
const LONGEST_SCRIPT = 262_144;

/** Microsoft.Compute/virtualMachines/extensions: they are kept and checked, and run nothing here. */
export const machineExtension: Behaviour = {
  type: TYPE,
  regional: true,
  patch: "merge",
  readOnly: ["properties.provisioningState", "properties.instanceView"],
  writeOnly: ["properties.protectedSettings"],
  fixed: [{ path: "properties.publisher" }, { path: "properties.type" }],
  prepare: (draft) =>
    fillProperties(draft, { autoUpgradeMinorVersion: false }, { provisioningState: "Succeeded" }),
  refuse: (draft, context) => [
    ...refuseShape(draft),
    ...refuseSecond(draft, context),
    ...refuseScript(draft),
    ...refuseOff(context),
  ],
};

function refuseShape(draft: JsonObject): Refusal[] {
  return ["publisher", "type", "typeHandlerVersion"].flatMap((key) =>
    textAt(draft, `properties.${key}`) === undefined
      ? [
          invalidParameter(
            `properties.${key}`,
            `Required parameter 'extension.${key}' is missing (null).`,
          ),
        ]
      : [],
  );
}

/** One extension of a handler a machine. Code and text as reports quote them. */
function refuseSecond(draft: JsonObject, { id, store }: Context): Refusal[] {
  const machine = machineOf(id.id);
  const other = store
    .list({ type: TYPE, under: machine })
    .find(
      (one) =>
        !same(one.id, id.id) &&
        ["publisher", "type"].every(
          (key) => textAt(one, `properties.${key}`) === textAt(draft, `properties.${key}`),
        ),
    );
  if (other === undefined) return [];
  return [
    new Refusal(
      "BadRequest",
      `Multiple VMExtensions per handler not supported for OS type 'Linux'. VMExtension '${id.name}' with handler '${textAt(draft, "properties.publisher")}.${textAt(draft, "properties.type")}' already added or specified in input: '${other.name}'.`,
    ),
  ];
}

/** Source: the same page of Learn (one of script and commandToExecute; a script is in Base64). */
function refuseScript(draft: JsonObject): Refusal[] {
  if (textAt(draft, "properties.type") !== "CustomScript") return [];
  const places = ["properties.settings", "properties.protectedSettings"];
  const find = (key: string) => places.map((place) => textAt(draft, `${place}.${key}`));
  const scripts = find("script").filter((one) => one !== undefined);
  const commands = find("commandToExecute").filter((one) => one !== undefined);
  if (scripts.length + commands.length !== 1) {
    return [
      invalidParameter(
        "properties.settings",
        "The settings of a CustomScript extension name exactly one of 'script' and 'commandToExecute'.",
      ),
    ];
  }
  const [script] = scripts;
  if (script === undefined) return [];
  const encoded = script.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(script);
  if (encoded && script.length <= LONGEST_SCRIPT) return [];
  return [
    invalidParameter(
      "properties.settings.script",
      `'script' must be in Base64 and have at most ${LONGEST_SCRIPT} characters; it has ${script.length}.`,
    ),
  ];
}

/** Code and text as reports quote them. */
export function refuseOff({ id, store }: Context): Refusal[] {
  const state = machineState(store, machineOf(id.id));
  if (state === undefined || isUp(state)) return [];
  return [
    new Refusal(
      "OperationNotAllowed",
      "Cannot modify extensions in the VM when the VM is not running.",
      { status: 409 },
    ),
  ];
}

function machineOf(id: string): string {
  return id.split("/").slice(0, -2).join("/");
}
