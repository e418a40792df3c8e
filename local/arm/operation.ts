import type { Answer } from "../behaviours/behaviour.ts";
import { behaviourOf } from "../behaviours/table.ts";
import { parseResourceId, same } from "../store/resource-id.ts";
import type { ArmRequest } from "./arm-message.ts";
import { contextOf, type Environment } from "./environment.ts";
import { knownType } from "./known-type.ts";
import { notFound } from "./not-found.ts";
import type { RequestUrl } from "./request-url.ts";

/**
 * Answers what is asked below a resource and is none itself: an action (POST …/start) or a part that
 * only Azure writes (GET …/instanceView). Undefined when a type has no such operation.
 *
 * @throws Refusal
 */
export function answerOperation(
  environment: Environment,
  request: ArmRequest,
  url: RequestUrl,
): Answer | undefined {
  const provider = url.segments.findLastIndex((segment) => same(segment, "providers"));
  const [namespace, type, name, ...rest] = provider < 0 ? [] : url.segments.slice(provider + 1);
  if (name === undefined || rest.length === 0) return undefined;
  for (const [key, operate] of Object.entries(
    behaviourOf(`${namespace}/${type}`)?.operations ?? {},
  )) {
    const names = matched(key, request.method, rest);
    if (names === undefined) continue;
    knownType(environment.schema, `${namespace}/${type}`, url);
    const id = parseResourceId(`/${url.segments.slice(0, provider + 4).join("/")}`);
    if (id === undefined) return undefined;
    const document = environment.store.get(id.id);
    if (document === undefined) throw notFound(environment, id);
    const { body } = request;
    const call = { names, ...(body === undefined ? {} : { body }) };
    return operate(document, contextOf(environment, id, document), call);
  }
  return undefined;
}

/** What stands for the `*` of "METHOD part/*"; undefined when it is another operation. */
function matched(key: string, method: string, rest: readonly string[]): string[] | undefined {
  const [wanted, path = ""] = key.split(" ");
  const parts = path.split("/");
  if (wanted !== method || parts.length !== rest.length) return undefined;
  const fits = parts.every((part, index) => part === "*" || same(part, rest[index] ?? ""));
  return fits ? rest.filter((_, index) => parts[index] === "*") : undefined;
}
