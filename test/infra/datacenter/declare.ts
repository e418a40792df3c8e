import { Datacenter } from "../../../infra/datacenter/datacenter.ts";
import type { Settings } from "../../../infra/settings/index.ts";
import { type MockedStack, mockedStack } from "../../support/mocked-stack.ts";
import { PLAN } from "./fixture.ts";

/** What a datacenter "prod-se" of these settings registers. */
export function declare(settings: Settings): Promise<MockedStack> {
  return mockedStack(() => {
    new Datacenter("prod-se", settings, PLAN);
  });
}
