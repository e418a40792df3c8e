import { expect, test } from "@jest/globals";
import {
  areAnyone,
  isAnyone,
  isEverything,
  isOutside,
  isWholeNetwork,
} from "../../policies/network/prefixes.ts";

const SENDERS = ["AzureLoadBalancer"];

test.each([
  ["*", { anyone: true, everything: true, outside: true }],
  ["Any", { anyone: true, everything: true, outside: true }],
  ["iNTERNET", { anyone: true, everything: false, outside: true }],
  ["AzureCloud.WestEurope", { anyone: true, everything: false, outside: true }],
  ["Storage.WestEurope", { anyone: false, everything: false, outside: true }],
  ["azureloadbalancer", { anyone: false, everything: false, outside: false }],
  ["VirtualNetwork", { anyone: false, everything: false, outside: false, network: true }],
  ["0.0.0.0/0", { anyone: true, everything: true, outside: true, network: true }],
  ["128.0.0.0/1", { anyone: true, everything: false, outside: true, network: true }],
  ["8.8.8.8", { anyone: false, everything: false, outside: true }],
  ["203.0.113.0/24", { anyone: false, everything: false, outside: true }],
  ["10.0.0.0/7", { anyone: true, everything: false, outside: true, network: true }],
  ["10.0.0.0/8", { anyone: false, everything: false, outside: false, network: true }],
  ["10.16.1.0/24", { anyone: false, everything: false, outside: false }],
  ["172.32.0.0/16", { anyone: false, everything: false, outside: true, network: true }],
  ["168.63.129.16", { anyone: false, everything: false, outside: false }],
  ["100.64.0.1/32", { anyone: false, everything: false, outside: false }],
  ["::/0", { anyone: true, everything: false, outside: true }],
  ["2000::/3", { anyone: true, everything: false, outside: true }],
  ["2001:db8::1", { anyone: false, everything: false, outside: true }],
  ["fd12:3456::/32", { anyone: false, everything: false, outside: false }],
  ["fc00::/6", { anyone: true, everything: false, outside: true }],
  ["fe80::1", { anyone: false, everything: false, outside: false }],
  ["group:/x", { anyone: false, everything: false, outside: false }],
  ["10.16.1.0/33", { anyone: false, everything: false, outside: true }],
])("says of %s who that is", (prefix, { anyone, everything, outside, ...rest }) => {
  expect([isAnyone(prefix), isEverything(prefix), isOutside(prefix, SENDERS)]).toEqual([
    anyone,
    everything,
    outside,
  ]);
  expect(isWholeNetwork(prefix)).toBe("network" in rest);
});

test.each([
  [[], true],
  [["10.16.0.0/24"], false],
  [["10.16.0.0/24", "Internet"], true],
  [["1.0.0.0/8"], false],
  [["1.0.0.0/8", "2.0.0.0/8"], true],
  [["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"], false],
])("takes %j together for everybody: %s", (prefixes, everybody) => {
  expect(areAnyone(prefixes)).toBe(everybody);
});
