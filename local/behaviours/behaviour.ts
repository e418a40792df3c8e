import type { Json, JsonObject } from "../json.ts";
import type { ResourceId } from "../store/resource-id.ts";
import type { ArmDocument, Referrer, Store } from "../store/store.ts";
import type { Refusal } from "./refusal.ts";
import type { Pattern } from "./support/pattern.ts";

/** Who owns everything: the one account of the local Azure. */
export interface Account {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly objectId: string;
}

/** What surrounds one write, read or deletion. */
export interface Context {
  readonly id: ResourceId;
  readonly store: Store;
  /** The instant of the request, ISO 8601 in UTC. */
  readonly now: string;
  readonly account: Account;
  /** The document as it is stored now; absent at creation. */
  readonly previous?: ArmDocument;
  /** What a read asks for beside the document: the request's `$expand`. @default nothing */
  readonly expand?: string;
}

/** Where a document refers to another, and of which types that other may be. */
export interface Reference {
  readonly at: Pattern;
  /** Full ARM types, one of which the reference has. */
  readonly types: readonly string[];
  /** Whether both must stand in one region. @default false */
  readonly sameRegion?: boolean;
}

/** A property that is given at creation and can't be changed. */
export interface FixedProperty {
  /** Dotted path, without lists. */
  readonly path: string;
  /** Whether going from `before` to `after` is let pass; both are as stored. @default never */
  readonly allows?: (before: JsonObject, after: JsonObject) => boolean;
  /** The refusal. @default PropertyChangeNotAllowed */
  readonly refusal?: (before: JsonObject, after: JsonObject, id: string) => Refusal;
}

/** A request for something below a document that is no resource. */
export interface Call {
  readonly body?: Json;
  /** What stood in the place of each `*`, in their order. */
  readonly names: readonly string[];
}

/** What such a request is answered with. */
export interface Answer {
  readonly status: number;
  readonly body?: Json;
}

/** What is done about such a request. May throw a Refusal. */
export type Operation = (document: ArmDocument, context: Context, call: Call) => Answer;

/**
 * What Azure does with one resource type: one object a type, one file an object.
 *
 * The control plane calls, inside one transaction: `prepare` (fill in), then `references`, `fixed`
 * and `refuse`, then it writes, then `afterWrite`. Nothing here knows of requests or of Pulumi.
 */
export interface Behaviour {
  /** As ARM writes it. */
  readonly type: string;
  /**
   * The API versions of a type that the schema does not know, because no program declares it.
   * @default the schema's
   */
  readonly apiVersions?: readonly string[];
  /** Who makes it, where a client can't: a PUT or PATCH is refused with this. @default clients do */
  readonly madeBy?: string;
  /** With whom it is deleted, where a client can't: a DELETE is refused with this. @default clients do */
  readonly leavesWith?: string;
  /** Whether it stands in a region, so that a body names its `location`. */
  readonly regional: boolean;
  /** Whether a body may name `zones`. @default false */
  readonly zonal?: boolean;
  /** What a PATCH may change: only tags, or whatever a PUT may; a type without it takes no PATCH. */
  readonly patch?: "tags" | "merge";
  /** Azure's own outputs: what a client sends there is dropped. */
  readonly readOnly: readonly Pattern[];
  /** Secrets that Azure never gives back: they are checked, and not stored. @default none */
  readonly writeOnly?: readonly Pattern[];
  /** @default none */
  readonly fixed?: readonly FixedProperty[];
  /** @default none */
  readonly references?: readonly Reference[];
  /** The document as Azure would keep it: defaults and outputs filled in. Never refuses. */
  prepare(draft: JsonObject, context: Context): JsonObject;
  /** Every reason for which Azure would not deploy it. `draft` still holds its secrets. */
  refuse?(draft: JsonObject, context: Context): readonly Refusal[];
  /** What a write brings about elsewhere. The document is stored already. */
  afterWrite?(document: ArmDocument, context: Context): void;
  /** The document as a reader sees it, with what others refer to it by. @default as stored */
  view?(document: ArmDocument, context: Context): ArmDocument;
  /** Why it can't go while `users` refer to it; without this, nothing keeps it. */
  inUse?(document: ArmDocument, users: readonly Referrer[]): Refusal | undefined;
  /** Any other reason for which it can't be deleted. */
  refuseDelete?(document: ArmDocument, context: Context): Refusal | undefined;
  /** Why the resource group around it can't be deleted. @default nothing keeps that */
  keepsGroup?(document: ArmDocument, context: Context): Refusal | undefined;
  /**
   * What is asked below one of its documents: "POST start", "GET rollingUpgrades/latest",
   * "PUT virtualMachines/*". @default none
   */
  readonly operations?: Readonly<Record<string, Operation>>;
  /** What its deletion brings about elsewhere. The document is gone already. */
  afterDelete?(document: ArmDocument, context: Context): void;
}
