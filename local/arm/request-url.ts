import { Refusal } from "../behaviours/refusal.ts";

/** A request's URL taken apart. */
export interface RequestUrl {
  /** The name of the vault whose data plane is asked; undefined for ARM. */
  readonly vault?: string;
  /** The path, decoded, without a slash at its end. */
  readonly path: string;
  /** The path's parts. */
  readonly segments: readonly string[];
  /** Query parameters, by their name in lower case. */
  readonly query: ReadonlyMap<string, string>;
}

const VAULT_HOST = /^([a-z0-9-]+)\.vault\.azure\.net$/i;

/**
 * Reads "/subscriptions/…?api-version=…" or an absolute https URL: a vault's, or ARM's own.
 *
 * @throws Refusal InvalidRequestUri when it is neither.
 */
export function parseRequestUrl(text: string): RequestUrl {
  try {
    return parse(new URL(text, "https://management.azure.com"));
  } catch (error) {
    const refusal = new Refusal("InvalidRequestUri", `The request URI '${text}' can't be read.`);
    refusal.cause = error;
    throw refusal;
  }
}

function parse(url: URL): RequestUrl {
  const [, vault] = VAULT_HOST.exec(url.hostname) ?? [];
  const segments = url.pathname
    .split("/")
    .filter((segment) => segment !== "")
    .map(decodeURIComponent);
  return {
    ...(vault === undefined ? {} : { vault }),
    path: `/${segments.join("/")}`,
    segments,
    query: new Map([...url.searchParams].map(([key, value]) => [key.toLowerCase(), value])),
  };
}
