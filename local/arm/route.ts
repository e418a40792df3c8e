import { Refusal } from "../behaviours/refusal.ts";
import { behaviourOf } from "../behaviours/table.ts";
import type { Json } from "../json.ts";
import { parseResourceId, same } from "../store/resource-id.ts";
import type { ArmRequest, ArmResponse } from "./arm-message.ts";
import { answerDeletedVaults } from "./deleted-vault-routes.ts";
import type { Environment } from "./environment.ts";
import { answerInsights } from "./insights/routes.ts";
import { knownType } from "./known-type.ts";
import { groupNotFound, notFound, subscriptionNotFound } from "./not-found.ts";
import { answerOperation } from "./operation.ts";
import { listGroups, listResources, listType, locations, read, subscription } from "./read.ts";
import { remove, removeGroup } from "./remove.ts";
import type { RequestUrl } from "./request-url.ts";
import { answerUsages } from "./usage-routes.ts";
import { patch, put, type Written } from "./write.ts";

const GROUP = "Microsoft.Resources/resourceGroups";

/**
 * Answers one request to ARM.
 *
 * @throws Refusal
 */
export function answerArm(
  environment: Environment,
  request: ArmRequest,
  url: RequestUrl,
): ArmResponse {
  const [first = "", subscriptionId] = url.segments;
  if (!same(first, "subscriptions") && !same(first, "providers")) throw unsupported(request, url);
  if (same(first, "subscriptions") && subscriptionId !== undefined) {
    if (!same(subscriptionId, environment.account.subscriptionId)) {
      throw subscriptionNotFound(subscriptionId);
    }
  }
  return (
    answerDeletedVaults(environment, request, url) ??
    answerOperation(environment, request, url) ??
    answerUsages(environment, request, url) ??
    answerInsights(environment, request, url) ??
    (request.method === "GET" ? answerList(environment, url) : undefined) ??
    answerResource(environment, request, url)
  );
}

/** The lists, and what belongs to the subscription itself. Undefined for a single resource. */
function answerList(environment: Environment, url: RequestUrl): ArmResponse | undefined {
  const [, , third = "", , fifth = ""] = url.segments;
  const { length } = url.segments;
  const scope = `/${url.segments.slice(0, -1).join("/")}`;
  const kind = (length === 5 ? fifth : third).toLowerCase();
  const groupVersions = (): void => void knownType(environment.schema, GROUP, url);
  if (length <= 2) {
    groupVersions();
    return length === 1 ? list([subscription()]) : ok(subscription());
  }
  if (length === 3 && kind === "locations") {
    groupVersions();
    return list(locations());
  }
  if (length === 3 && kind === "resourcegroups") {
    groupVersions();
    return list(listGroups(environment));
  }
  if ((length === 3 || length === 5) && kind === "resources") {
    groupVersions();
    return list(listResources(environment, scope, url));
  }
  return answerTypeList(environment, url);
}

/**
 * "{scope}/providers/NAMESPACE/TYPE": a type without a name at the end. With "/NAME/TYPE" behind it a
 * child type, which lies below the resource of that name.
 */
function answerTypeList(environment: Environment, url: RequestUrl): ArmResponse | undefined {
  const provider = url.segments.findLastIndex((segment) => same(segment, "providers"));
  const [namespace, type, ...rest] = provider < 0 ? [] : url.segments.slice(provider + 1);
  if (namespace === undefined || type === undefined) return undefined;
  if (rest.length > 0) return answerChildList(environment, url);
  const behaviour = knownType(environment.schema, `${namespace}/${type}`, url);
  const scope = `/${url.segments.slice(0, provider).join("/")}`;
  return list(listType(expanding(environment, url), behaviour, scope, url));
}

/** The children of one type that a resource has. Undefined for what is no such list. */
function answerChildList(environment: Environment, url: RequestUrl): ArmResponse | undefined {
  const parent = parseResourceId(`/${url.segments.slice(0, -1).join("/")}`);
  if (parent === undefined || parent.namespace === "Microsoft.Resources") return undefined;
  const type = `${parent.type}/${url.segments.at(-1) ?? ""}`;
  if (behaviourOf(type) === undefined) return undefined;
  const behaviour = knownType(environment.schema, type, url);
  if (environment.store.get(parent.id) === undefined) throw notFound(environment, parent);
  return list(listType(environment, behaviour, parent.id, url));
}

function answerResource(
  environment: Environment,
  request: ArmRequest,
  url: RequestUrl,
): ArmResponse {
  const id = parseResourceId(url.path);
  if (id === undefined) throw unsupported(request, url);
  const behaviour = knownType(environment.schema, id.type, url);
  switch (request.method) {
    case "GET":
      return ok(read(expanding(environment, url), behaviour, id));
    case "HEAD":
      read(environment, behaviour, id);
      return { status: 204 };
    case "PUT":
      return written(put(environment, behaviour, id, request.body));
    case "PATCH":
      return written(patch(environment, behaviour, id, request.body));
    case "DELETE": {
      if (behaviour.type === GROUP) {
        if (!removeGroup(environment, id)) throw groupNotFound(id.name);
        return { status: 200 };
      }
      const gone = remove(environment, behaviour, id);
      if (gone === undefined) return { status: 204 };
      // A role assignment's deletion answers with what it was.
      return behaviour.regional ? { status: 200 } : ok(gone);
    }
    case "POST":
      throw unsupported(request, url);
  }
}

function expanding(environment: Environment, { query }: RequestUrl): Environment {
  const expand = query.get("$expand");
  return expand === undefined ? environment : { ...environment, expand };
}

function written({ created, document }: Written): ArmResponse {
  return { status: created ? 201 : 200, body: document };
}

function ok(body: Json): ArmResponse {
  return { status: 200, body };
}

function list(value: readonly Json[]): ArmResponse {
  return { status: 200, body: { value: [...value] } };
}

function unsupported({ method }: ArmRequest, { path }: RequestUrl): Refusal {
  return new Refusal("NotImplemented", `The local Azure does not know ${method} ${path}.`, {
    status: 501,
  });
}
