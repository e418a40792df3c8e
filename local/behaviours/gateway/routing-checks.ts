import type { JsonObject } from "../../json.ts";
import { Refusal } from "../refusal.ts";
import { numberAt, objectsAt, textAt, textsAt } from "../support/json.ts";

/**
 * What is wrong with the way of a request through a gateway of sku v2.
 *
 * Sources: Microsoft Learn, "Application Gateway request routing rules" (priorities), "Application
 * Gateway listener configuration" and "Application Gateway multiple site hosting". Where a code is
 * the service's own, it was seen in public issue threads; the others are ours, in kind.
 */
export function refuseRouting(gateway: JsonObject): Refusal[] {
  return [
    ...refusePorts(gateway),
    ...refuseListeners(gateway),
    ...refuseRules(gateway),
    ...refuseBackendSettings(gateway),
  ];
}

function refusePorts(gateway: JsonObject): Refusal[] {
  const ports = objectsAt(gateway, "properties.frontendPorts");
  return repeated(ports, (port) => String(numberAt(port, "properties.port"))).map(
    ([first, second, port]) =>
      new Refusal(
        "ApplicationGatewayFrontendPortsUsingSamePortNumber",
        `Two frontend ports of Application Gateway ${idOf(gateway)}, ${nameOf(first)} and ${nameOf(second)}, have the same port number ${port}.`,
        { target: "properties.frontendPorts" },
      ),
  );
}

function refuseListeners(gateway: JsonObject): Refusal[] {
  const listeners = objectsAt(gateway, "properties.httpListeners");
  const places = listeners.flatMap((listener) =>
    hostsOf(listener).map((host) => ({ ...listener, properties: listener.properties ?? {}, host })),
  );
  const clashes = repeated(places, (place) =>
    ["frontendIPConfiguration.id", "frontendPort.id"]
      .map((path) => textAt(place, `properties.${path}`) ?? "")
      .concat(textAt(place, "host") ?? "")
      .join(" ")
      .toLowerCase(),
  ).map(
    ([first, second]) =>
      new Refusal(
        "ApplicationGatewayHttpListenersUsingSameFrontendPortAndFrontendIpConfig",
        `Two Http Listeners of Application Gateway ${idOf(first)} and ${idOf(second)} are using the same Frontend Port ${textAt(second, "properties.frontendPort.id")} and Frontend IpConfiguration ${textAt(second, "properties.frontendIPConfiguration.id")} for the host name '${textAt(second, "host")}'.`,
        { target: "properties.httpListeners" },
      ),
  );
  return [...clashes, ...listeners.flatMap(refuseCertificate)];
}

function refuseCertificate(listener: JsonObject): Refusal[] {
  const secure = textAt(listener, "properties.protocol") === "Https";
  const certificate = textAt(listener, "properties.sslCertificate.id");
  if (secure === (certificate !== undefined)) return [];
  return [
    secure
      ? new Refusal(
          "ApplicationGatewayHttpsListenerMustReferenceSslCert",
          `Https Listener ${idOf(listener)} must reference an SSL Certificate.`,
          { target: "properties.httpListeners" },
        )
      : new Refusal(
          "ApplicationGatewayHttpListenerMustNotReferenceSslCert",
          `Http Listener ${idOf(listener)} references an SSL Certificate, but its protocol is not Https.`,
          { target: "properties.httpListeners" },
        ),
  ];
}

function refuseRules(gateway: JsonObject): Refusal[] {
  const rules = objectsAt(gateway, "properties.requestRoutingRules");
  const target = "properties.requestRoutingRules";
  const alone = rules.flatMap((rule) => [...refusePriority(rule), ...refuseDestination(rule)]);
  const same = repeated(
    rules.filter((rule) => numberAt(rule, "properties.priority") !== undefined),
    (rule) => String(numberAt(rule, "properties.priority")),
  ).map(
    ([first, second, priority]) =>
      new Refusal(
        "ApplicationGatewayRequestRoutingRulePriorityNotUnique",
        `Request Routing Rules ${idOf(first)} and ${idOf(second)} have the same priority ${priority}. Each rule needs a priority of its own.`,
        { target },
      ),
  );
  const shared = repeated(rules, (rule) =>
    (textAt(rule, "properties.httpListener.id") ?? "").toLowerCase(),
  ).map(
    ([first, second]) =>
      new Refusal(
        "ApplicationGatewayRequestRoutingRulesUsingSameHttpListener",
        `Request Routing Rules ${idOf(first)} and ${idOf(second)} use the same Http Listener ${textAt(second, "properties.httpListener.id")}.`,
        { target },
      ),
  );
  return [...alone, ...same, ...shared];
}

function refusePriority(rule: JsonObject): Refusal[] {
  const priority = numberAt(rule, "properties.priority");
  const target = "properties.requestRoutingRules";
  if (priority === undefined) {
    return [
      new Refusal(
        "ApplicationGatewayRequestRoutingRulePriorityCannotBeEmpty",
        `Priority for the request routing rule ${idOf(rule)} cannot be empty. All the request routing rules should have a priority defined when using a v2 sku.`,
        { target },
      ),
    ];
  }
  if (Number.isInteger(priority) && priority >= 1 && priority <= 20000) return [];
  return [
    new Refusal(
      "ApplicationGatewayRequestRoutingRulePriorityOutOfRange",
      `Request Routing Rule ${idOf(rule)} has priority ${priority}; it must be a whole number from 1 to 20000.`,
      { target },
    ),
  ];
}

function refuseDestination(rule: JsonObject): Refusal[] {
  const has = (property: string): boolean =>
    textAt(rule, `properties.${property}.id`) !== undefined;
  const pathBased = textAt(rule, "properties.ruleType") === "PathBasedRouting";
  const ok = pathBased
    ? has("urlPathMap")
    : has("redirectConfiguration") || (has("backendAddressPool") && has("backendHttpSettings"));
  if (ok && !(has("redirectConfiguration") && has("backendAddressPool"))) return [];
  const needs = pathBased
    ? "a URL path map"
    : "either a redirect configuration, or a backend address pool with its HTTP settings";
  return [
    new Refusal(
      "ApplicationGatewayRequestRoutingRuleDestinationInvalid",
      `Request Routing Rule ${idOf(rule)} of type ${textAt(rule, "properties.ruleType") ?? "Basic"} needs ${needs}.`,
      { target: "properties.requestRoutingRules" },
    ),
  ];
}

/** Source: Microsoft Learn, "Application Gateway HTTP settings configuration" (1 to 3600 seconds). */
function refuseBackendSettings(gateway: JsonObject): Refusal[] {
  return objectsAt(gateway, "properties.backendHttpSettingsCollection").flatMap((settings) => {
    const draining = numberAt(settings, "properties.connectionDraining.drainTimeoutInSec");
    if (draining === undefined || (draining >= 1 && draining <= 3600)) return [];
    return [
      new Refusal(
        "ApplicationGatewayConnectionDrainingTimeoutOutOfRange",
        `Backend HTTP settings ${idOf(settings)} drain connections for ${draining} seconds; it must be 1 to 3600.`,
        { target: "properties.backendHttpSettingsCollection" },
      ),
    ];
  });
}

function hostsOf(listener: JsonObject): string[] {
  const one = textAt(listener, "properties.hostName") ?? "";
  const many = textsAt(listener, "properties.hostNames");
  return many.length > 0 ? many : [one];
}

/** Each item whose key an earlier one has, with that earlier one and the key. */
function repeated(
  items: readonly JsonObject[],
  keyOf: (item: JsonObject) => string,
): [first: JsonObject, second: JsonObject, key: string][] {
  const seen = new Map<string, JsonObject>();
  return items.flatMap((item): [JsonObject, JsonObject, string][] => {
    const key = keyOf(item);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, item);
    return first === undefined ? [] : [[first, item, key]];
  });
}

function idOf(item: JsonObject): string {
  return textAt(item, "id") ?? "";
}

function nameOf(item: JsonObject): string {
  return textAt(item, "name") ?? "";
}
