import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ProgramInfo } from "@pulumi/pulumi/proto/language_pb.js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";

/** A program's folder with an `@pulumi/pulumi` whose scripts are a test's own. */
export interface FakeProgram {
  readonly folder: string;
  /** Writes one of `@pulumi/pulumi`'s scripts. */
  sdk(script: "run" | "run-policy-pack" | "run-plugin", lines: string): void;
  write(file: string, text: string): void;
  info(options?: Record<string, string | boolean>): ProgramInfo;
  remove(): void;
}

export function fakeProgram(): FakeProgram {
  const folder = mkdtempSync(join(tmpdir(), "gradetide-program-"));
  const write = (file: string, text: string): void => {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  return {
    folder,
    write,
    sdk: (script, lines) => write(`node_modules/@pulumi/pulumi/cmd/${script}/index.js`, lines),
    info: (options = {}) =>
      new ProgramInfo()
        .setRootDirectory(folder)
        .setProgramDirectory(folder)
        .setEntryPoint("index.ts")
        .setOptions(Struct.fromJavaScript(options)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
