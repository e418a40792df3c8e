import type { JsonObject } from "../../json.ts";
import type { ArmDocument } from "../../store/store.ts";
import { asObject } from "../support/json.ts";

/** Whether a reader asks for a resource's instance view: `$expand=instanceView`, in any case. */
export function wantsInstanceView(expand: string | undefined): boolean {
  return expand?.toLowerCase() === "instanceview";
}

/** A document with its instance view among its properties, as `$expand=instanceView` shows it. */
export function withInstanceView(document: ArmDocument, instanceView: JsonObject): ArmDocument {
  return { ...document, properties: { ...asObject(document.properties), instanceView } };
}

/** One of an instance view's statuses. */
export function status(code: string, displayStatus: string, time?: string): JsonObject {
  return { code, level: "Info", displayStatus, ...(time === undefined ? {} : { time }) };
}
