/** A resource as it stands: its id, what was sent to make it, and what Azure answered. */
export interface Standing {
  readonly urn: string;
  readonly id: string;
  readonly inputs: unknown;
  readonly outputs: unknown;
}

/**
 * For each resource the others that Azure wants to stand before it, whatever a program says of it:
 * - what its id is below (the resource group, the vault), and what its inputs name by id, address or principal;
 * - the roles that an identity which it names has over something that it names: without them it can't work;
 * - the networks that are linked to a private DNS zone which it names: a server is refused before them;
 * - what else was made on a PostgreSQL server just before: it does one thing at a time (ServerIsBusy).
 *
 * What was made later is waited for by nobody: a refreshed address, say, names the gateway that has taken it.
 *
 * @param resources in the order in which they were made.
 * @returns URNs by URN.
 */
export function forcedOrder(
  resources: readonly Standing[],
): ReadonlyMap<string, readonly string[]> {
  const makers = makersOf(resources);
  const named = new Map(resources.map((one) => [one, namedBy(one, makers)]));
  const bonds = resources.flatMap((one) => bondOf(one, makers) ?? []);
  const made = new Map(resources.map((one, index) => [one, index]));
  return new Map(
    resources.map((one, index) => {
      const names = named.get(one) ?? new Set();
      const ties = bonds.filter(
        ({ by, ends }) => by !== one && ends.every((end) => isNamed(end, names)),
      );
      const turn = turnBefore(one, resources.slice(0, index));
      const before = new Set([...names, ...ties.map(({ by }) => by), ...turn]);
      const earlier = [...before].filter((other) => (made.get(other) ?? 0) < index);
      return [one.urn, earlier.map(({ urn }) => urn)];
    }),
  );
}

const ON_A_SERVER = /^(.*\/Microsoft\.DBforPostgreSQL\/flexibleServers\/[^/]+)\/[^/]+\/[^/]+$/i;

/** The one before it on the same PostgreSQL server. Source: Azure/azure-postgresql#134. */
function turnBefore(one: Standing, earlier: readonly Standing[]): readonly Standing[] {
  const server = ON_A_SERVER.exec(one.id)?.[1];
  const last = earlier.findLast(
    ({ id }) => server !== undefined && ON_A_SERVER.exec(id)?.[1] === server,
  );
  return last === undefined ? [] : [last];
}

/** A resource that joins two others: whoever names both of them waits for it. */
interface Bond {
  readonly by: Standing;
  /** Ids in lower case; what stands below one counts as it. */
  readonly ends: readonly [string, string];
}

function bondOf(by: Standing, makers: ReadonlyMap<string, Standing>): Bond | undefined {
  const inputs = by.inputs as Record<string, unknown>;
  if (/\/roleAssignments\/[^/]+$/i.test(by.id)) {
    const owner = makers.get(String(inputs.principalId).toLowerCase());
    const scope = String(inputs.scope).toLowerCase();
    return owner === undefined ? undefined : { by, ends: [owner.id.toLowerCase(), scope] };
  }
  const zone = /^(.*)\/virtualNetworkLinks\/[^/]+$/i.exec(by.id)?.[1];
  const [network] = marks(inputs.virtualNetwork);
  if (zone === undefined || network === undefined) return undefined;
  return { by, ends: [zone.toLowerCase(), network] };
}

function isNamed(end: string, names: ReadonlySet<Standing>): boolean {
  return [...names].some(({ id }) => `${id.toLowerCase()}/`.startsWith(`${end}/`));
}

/**
 * Who makes what can be named: each resource its id, and the addresses and principals among its outputs that were
 * not in its inputs. The first one counts, as others repeat it (a gateway tells the principal of its identity).
 */
function makersOf(resources: readonly Standing[]): ReadonlyMap<string, Standing> {
  const makers = new Map(resources.map((one) => [one.id.toLowerCase(), one]));
  for (const one of resources) {
    const own = new Set(marks(one.inputs));
    for (const mark of marks(one.outputs)) {
      if (!mark.startsWith("/") && !own.has(mark) && !makers.has(mark)) makers.set(mark, one);
    }
  }
  return makers;
}

/** The other resources that a resource's id or inputs name. */
function namedBy(one: Standing, makers: ReadonlyMap<string, Standing>): ReadonlySet<Standing> {
  const names = new Set<Standing>();
  for (const mark of [one.id.toLowerCase(), ...marks(one.inputs)]) {
    // A subnet's id names its network, and an id its resource group.
    for (let end = mark.length; end > 0; end = mark.lastIndexOf("/", end - 1)) {
      const other = makers.get(mark.slice(0, end));
      if (other !== undefined && other !== one) names.add(other);
    }
  }
  return names;
}

const MARK = /^(\/subscriptions\/|https:\/\/|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$)/i;
/** The account's own: no resource makes them. */
const ACCOUNT = new Set(["tenantId", "subscriptionId"]);

/** Every text below a value that can name a resource: ids, addresses and principals, in lower case. */
function marks(value: unknown): readonly string[] {
  if (typeof value === "string") {
    return MARK.test(value) ? [value.toLowerCase().replace(/\/$/, "")] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  // An identity stands as a key: { userAssignedIdentities: { "/subscriptions/…": {} } }.
  return Object.entries(value).flatMap(([key, inner]) =>
    ACCOUNT.has(key) ? [] : [...marks(key), ...marks(inner)],
  );
}
