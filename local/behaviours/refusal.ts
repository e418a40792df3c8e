/** One line of an error's `details`. */
export interface RefusalDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

export interface RefusalOptions {
  /** HTTP status. @default 400 */
  readonly status?: number;
  /** The property that is meant, e.g. "properties.sku". */
  readonly target?: string;
  readonly details?: readonly RefusalDetail[];
  /** Seconds after which the client may try again (the header Retry-After). @default none */
  readonly retryAfter?: number;
}

/** What Azure answers when it refuses: a status, a stable code, and a text for people. */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly target: string | undefined;
  readonly details: readonly RefusalDetail[];
  readonly retryAfter: number | undefined;

  constructor(code: string, message: string, options: RefusalOptions = {}) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.status = options.status ?? 400;
    this.target = options.target;
    this.details = options.details ?? [];
    this.retryAfter = options.retryAfter;
  }
}

/** One refusal out of several: the first, with its own details and the others below it. */
export function together(refusals: readonly Refusal[]): Refusal | undefined {
  const [first, ...others] = refusals;
  if (first === undefined || others.length === 0) return first;
  return new Refusal(first.code, first.message, {
    status: first.status,
    ...(first.target === undefined ? {} : { target: first.target }),
    details: [...first.details, ...others.flatMap(asDetails)],
  });
}

function asDetails({ code, message, target, details }: Refusal): RefusalDetail[] {
  return [{ code, message, ...(target === undefined ? {} : { target }) }, ...details];
}

/** A value that the compute provider does not take. `target` is the property's path. */
export function invalidParameter(target: string, message: string): Refusal {
  return new Refusal("InvalidParameter", message, { target });
}

/** A property that was given at creation and stays. */
export function changeNotAllowed(target: string): Refusal {
  return new Refusal("PropertyChangeNotAllowed", `Changing property '${target}' is not allowed.`, {
    status: 409,
    target,
  });
}
