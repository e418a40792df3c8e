import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** The part of a mapper of Microsoft's JavaScript clients that is read here. */
interface Mapper {
  readonly serializedName?: string;
  readonly readOnly?: boolean;
  readonly type: {
    readonly name: string;
    readonly className?: string;
    readonly modelProperties?: Readonly<Record<string, Mapper>>;
    readonly element?: Mapper;
    readonly value?: Mapper;
  };
}

/** Where a property of a model stands on the wire. */
export interface WireProperty {
  /** Path within the model's own object, e.g. `properties.idleTimeoutInMinutes`. */
  readonly wire: string;
  /** The model of the value, of its items or of its entries; undefined for primitives. */
  readonly model: string | undefined;
  /** Azure sets it and passes over what a request says. */
  readonly readOnly: boolean;
}

/**
 * The wire models of one of Microsoft's JavaScript clients: its mappers, which say of each property
 * where ARM wants it (`serializedName`), before the client flattens it.
 */
export class Models {
  readonly #client: string;
  readonly #mappers: Readonly<Record<string, Mapper>>;

  private constructor(client: string, mappers: Readonly<Record<string, Mapper>>) {
    this.#client = client;
    this.#mappers = mappers;
  }

  /** Loads the mappers of an installed client, e.g. `@azure/arm-network`. */
  static async load(client: string): Promise<Models> {
    const root = dirname(createRequire(import.meta.url).resolve(`${client}/package.json`));
    for (const folder of ["dist-esm/src/models", "dist/esm/models"]) {
      try {
        const mappers = await import(pathToFileURL(join(root, folder, "mappers.js")).href);
        return new Models(client, mappers);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
      }
    }
    throw new Error(`${client}: no mappers.js in it.`);
  }

  /**
   * The property of `model` that an SDK calls `name`: the one whose wire name ends in it, else the one that
   * the client calls so too.
   * @returns undefined if the model has none of that name.
   */
  find(model: string, name: string): WireProperty | undefined {
    const mapper = this.#mappers[model];
    const properties = mapper?.type.modelProperties;
    if (properties === undefined) throw new Error(`${this.#client}: no model ${model}.`);
    const named = Object.values(properties).filter(
      (one) => one.serializedName?.split(".").at(-1) === name,
    );
    const ends = named.length > 0 ? named : [properties[name]].filter((one) => one !== undefined);
    const [found] = ends;
    if (found?.serializedName === undefined) return undefined;
    if (ends.length > 1) throw new Error(`${this.#client}: ${model} has more than one ${name}.`);
    const innermost = leaf(found);
    return {
      wire: found.serializedName,
      model: innermost.type.name === "Composite" ? innermost.type.className : undefined,
      readOnly: found.readOnly === true,
    };
  }
}

function leaf(mapper: Mapper): Mapper {
  const inner = mapper.type.element ?? mapper.type.value;
  return inner === undefined ? mapper : leaf(inner);
}
