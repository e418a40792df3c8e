/** A change to a resource: in words, where, and to what (`ABSENT`, `UNKNOWN` or a value). */
export type Edit = readonly [words: string, path: string, to: unknown];

/** How one policy is tested, on the resource of the real program that it is about. */
export interface PolicyCases {
  /** Its id. */
  readonly policy: string;
  /** The resource: its type, and where there are several its logical name's end. */
  readonly of: string;
  readonly name?: string;
  /** Changes that break it. */
  readonly breaks: readonly Edit[];
  /** Changes that it lives with. */
  readonly allows?: readonly Edit[];
  /** What it says where a property is absent: a violation, or nothing as Azure's default is safe. */
  readonly absent: readonly (readonly [path: string, "violation" | "safe"])[];
  /** What it says where a property is not known yet; `violation`: the graph tells enough. */
  readonly unknown: readonly (readonly [path: string, "unknown" | "fine" | "violation"])[];
  /** What its settings change: an edit, under a config, and whether it then objects. */
  readonly config?: readonly (readonly [
    config: Readonly<Record<string, unknown>>,
    edit: Edit,
    objects: boolean,
  ])[];
}
