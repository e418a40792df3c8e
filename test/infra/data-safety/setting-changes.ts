import { parse } from "yaml";
import * as z from "zod";
import { datacenter } from "../../../infra/settings/schema/datacenter.ts";
import { docOf, unwrap } from "../../../infra/settings/schema/field.ts";

/** A change of one setting. */
export interface SettingChange {
  /** `database.storageGib`. */
  readonly path: string;
  /** `64 → 32`. */
  readonly change: string;
  /** All settings with that change in them, as the file would give them. */
  readonly value: unknown;
}

type Place = readonly (string | number)[];

/**
 * Every setting of the schema, changed one at a time: to the first and the last other word of a choice, to each end
 * of a number's range, to the other truth, to the documentation's example in place of a text and to a text of one other letter;
 * each item gone from a list; what is optional gone or added.
 *
 * @param value a stack's settings as its file gives them.
 */
export function settingChanges(value: unknown): readonly SettingChange[] {
  return changesIn(datacenter, value, []).map(({ place, to }) => ({
    path: place
      .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
      .join("")
      .slice(1),
    change: `${shown(at(value, place))} → ${shown(to)}`,
    value: changed(value, place, to),
  }));
}

interface Change {
  readonly place: Place;
  /** Undefined: gone. */
  readonly to: unknown;
}

function changesIn(schema: z.core.$ZodType, value: unknown, place: Place): readonly Change[] {
  const bare = unwrap(schema);
  const optional = bare !== schema;
  const gone: readonly Change[] =
    optional && value !== undefined && place.length > 0 ? [{ place, to: undefined }] : [];
  if (bare instanceof z.ZodObject) {
    const shape: Readonly<Record<string, z.core.$ZodType>> = bare.shape;
    const below = (value ?? {}) as Readonly<Record<string, unknown>>;
    return [
      ...gone,
      ...Object.entries(shape).flatMap(([key, field]) =>
        changesIn(field, below[key], [...place, key]),
      ),
    ];
  }
  if (bare instanceof z.ZodArray && Array.isArray(value)) {
    return [
      ...gone,
      ...value.map((_, index) => ({ place, to: value.toSpliced(index, 1) })),
      ...value.flatMap((item, index) => changesIn(bare.element, item, [...place, index])),
    ];
  }
  return [
    ...gone,
    ...others(schema, bare, value)
      .filter((other) => JSON.stringify(other) !== JSON.stringify(value))
      .map((to) => ({ place, to })),
  ];
}

function others(
  schema: z.core.$ZodType,
  bare: z.core.$ZodType,
  value: unknown,
): readonly unknown[] {
  if (bare instanceof z.ZodEnum) return ends(bare.options.filter((option) => option !== value));
  if (bare instanceof z.ZodBoolean) return [true, false];
  const doc = docOf(schema);
  const example = doc === undefined ? [] : [parse(doc.example)];
  if (typeof value === "number") {
    const [, from, to] = /from (\d+) to (\d+)/.exec(doc?.allowed ?? "") ?? [];
    return from === undefined ? [value - 1, value + 1] : [Number(from), Number(to)];
  }
  if (typeof value === "string") return [...example, otherText(value)];
  return example;
}

/** The first and the last. */
function ends<T>(items: readonly T[]): readonly T[] {
  return [...new Set([...items.slice(0, 1), ...items.slice(-1)])];
}

/** The text with its last letter or digit turned into another one. */
function otherText(value: string): string {
  return value.replace(/[a-z0-9](?=[^a-z0-9]*$)/i, (last) => (last === "1" ? "2" : "1"));
}

function at(value: unknown, place: Place): unknown {
  return place.reduce<unknown>((inner, step) => Object(inner)[step], value);
}

function changed(value: unknown, [step, ...rest]: Place, to: unknown): unknown {
  if (step === undefined) return to;
  const copy = Array.isArray(value) ? [...value] : { ...Object(value) };
  const next = changed(copy[step], rest, to);
  if (next === undefined) delete copy[step];
  else copy[step] = next;
  return copy;
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
