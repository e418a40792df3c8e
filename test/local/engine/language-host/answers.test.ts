import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  AboutRequest,
  GetProgramDependenciesRequest,
  GetRequiredPackagesRequest,
  InstallDependenciesRequest,
  type InstallDependenciesResponse,
  LanguageHandshakeRequest,
} from "@pulumi/pulumi/proto/language_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { type FakeProgram, fakeProgram } from "./fake-program.ts";
import { type Host, startHost } from "./host-client.ts";

let host: Host;
let program: FakeProgram;
beforeAll(async () => {
  program = fakeProgram();
  host = await startHost("127.0.0.1:4242");
});
afterAll(async () => {
  await host.stop();
  program.remove();
});

/** Turns one of the client's methods into a promise of its answer as a plain object. */
function answer<Q, A extends { toObject(): unknown }>(
  method: (request: Q, done: (error: Error | null, response: A) => void) => unknown,
  request: Q,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    method.call(host.client, request, (error, response) =>
      error === null ? resolve(response.toObject()) : reject(error),
    );
  });
}

test("shakes hands, tells its version and requires no plugins", async () => {
  const { client } = host;
  expect(await answer(client.handshake, new LanguageHandshakeRequest())).toEqual({});
  expect(await answer(client.getPluginInfo, new empty.Empty())).toEqual({ version: "3.250.0" });
  expect(await answer(client.getRequiredPackages, new GetRequiredPackagesRequest())).toMatchObject({
    packagesList: [],
  });
});

test("names the Node that runs the programs", async () => {
  expect(await answer(host.client.about, new AboutRequest())).toMatchObject({
    executable: process.execPath,
    version: process.version,
  });
});

test.each([
  [false, ["direct 1.0.0"]],
  [true, ["direct 1.0.0", "deep 2.0.0", "@scope/deeper 3.0.0"]],
])("lists a program's dependencies, transitive: %s", async (transitive, names) => {
  program.write(
    "package-lock.json",
    JSON.stringify({
      packages: {
        "": { dependencies: { direct: "1.0.0" } },
        "node_modules/direct": { version: "1.0.0" },
        "node_modules/deep": { version: "2.0.0" },
        "node_modules/deep/node_modules/@scope/deeper": { version: "3.0.0" },
      },
    }),
  );
  const request = new GetProgramDependenciesRequest()
    .setInfo(program.info())
    .setTransitivedependencies(transitive);
  const { dependenciesList } = (await answer(host.client.getProgramDependencies, request)) as {
    dependenciesList: { name: string; version: string }[];
  };
  expect(dependenciesList.map(({ name, version }) => `${name} ${version}`)).toEqual(names);
});

test("installs nothing, but says whether npm ci is due", async () => {
  const install = (): Promise<string> =>
    new Promise((resolve, reject) => {
      let said = "";
      host.client
        .installDependencies(new InstallDependenciesRequest().setInfo(program.info()))
        .on("data", (response: InstallDependenciesResponse) => {
          said += Buffer.from(response.getStdout_asU8()).toString();
        })
        .on("error", reject)
        .on("end", () => resolve(said));
    });
  await expect(install()).rejects.toThrow('run "npm ci" there');
  program.sdk("run", "");
  expect(await install()).toBe("Dependencies are installed already (npm ci renews them)\n");
});
