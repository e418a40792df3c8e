import { expect, test } from "@jest/globals";
import type { ArmRequest, ArmResponse } from "../../../local/arm/control-plane.ts";
import { send } from "../../../local/provider/arm-client.ts";
import { askWithRetries } from "../../../local/provider/retry.ts";

const REQUEST: ArmRequest = { method: "PUT", url: "/x", body: {} };

function failure(status: number, code = "Some", retryAfter?: number): ArmResponse {
  const error = { error: { code, message: "No." } };
  return { status, body: error, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

/** Asks someone who gives the answers in turn, and the last again and again. */
async function ask(
  ...answers: ArmResponse[]
): Promise<{ status: number; tries: number; waits: number[] }> {
  const waits: number[] = [];
  let tries = 0;
  const answer = async (): Promise<ArmResponse> => {
    tries += 1;
    return answers[Math.min(tries, answers.length) - 1] ?? failure(404);
  };
  const { status } = await askWithRetries(answer, REQUEST, async (seconds) => {
    waits.push(seconds);
  });
  return { status, tries, waits };
}

test.each([408, 429, 500, 502, 503, 504])(
  "tries %i three times more, waiting longer",
  async (status) => {
    expect(await ask(failure(status))).toEqual({ status, tries: 4, waits: [20, 60, 120] });
  },
);

test.each([400, 404, 409, 412, 501])("takes %i for the answer", async (status) => {
  expect(await ask(failure(status))).toEqual({ status, tries: 1, waits: [] });
});

test("tries a conflict again that says another operation is in progress", async () => {
  const busy = failure(409, "AnotherOperationInProgress");
  expect(await ask(busy, { status: 200 })).toEqual({ status: 200, tries: 2, waits: [20] });
});

test("waits as long as Azure says, but not longer than two minutes", async () => {
  const later = failure(429, "Some", 6);
  expect(await ask(later, later, { status: 201 })).toEqual({
    ...{ status: 201, tries: 3, waits: [6, 6] },
  });
  const limit = failure(429, "Some", 120);
  expect(await ask(limit, { status: 201 })).toMatchObject({ waits: [120] });
  expect(await ask(failure(429, "Some", 121))).toEqual({ status: 429, tries: 1, waits: [] });
});

test("is how the provider's client asks", async () => {
  const answers = [failure(500), failure(429, "Some", 1), { status: 200, body: { done: true } }];
  const arm = { handle: async () => answers.shift() ?? failure(404) };
  expect(await send(arm, "PUT", "/x", {})).toEqual({ done: true });
  const refuses = { handle: async () => failure(412, "PreconditionFailed") };
  await expect(send(refuses, "PUT", "/x", {})).rejects.toThrow(
    'Status=412 Code="PreconditionFailed"',
  );
});
