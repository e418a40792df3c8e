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
 * @throws TypeError when it is neither; URLs are made by programs, not by people.
 */
export function parseRequestUrl(text: string): RequestUrl {
  const url = new URL(text, "https://management.azure.com");
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
