import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { jest } from "@jest/globals";
import { checkpointFile, checkpointFolder } from "../../../../local/checkpoint-files.ts";
import { type Workspace, workspaceAt } from "../../../../local/workspace.ts";
import { runLocalCommand } from "../../../../ops/local/command.ts";
import { letPass } from "../../../../ops/local/let-pass.ts";
import type { TestAzure } from "../../../local/arm/support/azure.ts";
import { IDS } from "../../../local/arm/support/datacenter.ts";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

/** What a command printed. */
export interface Printed {
  readonly out: string;
  /** Warnings. */
  readonly err: string;
}

/** Runs `gradetide local …` on a test's local Azure, in which prod-se stands. */
export async function runLocal(azure: TestAzure, ...words: readonly string[]): Promise<Printed> {
  const [name = "", ...rest] = words;
  const { store, clock, plane } = azure;
  const out = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  const err = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  const text = (spy: typeof out): string => spy.mock.calls.map(([one]) => String(one)).join("");
  try {
    await runLocalCommand(name, rest, {
      workspace: standing(azure),
      async azure(need) {
        letPass({ store, clock }, need);
        return { store, clock, plane };
      },
    });
    return { out: text(out), err: text(err) };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

/** A workspace whose engine knows prod-se as the fixtures' datacenter. */
function standing({ folder }: TestAzure): Workspace {
  const workspace = { ...workspaceAt(ROOT), state: folder };
  mkdirSync(checkpointFolder(workspace), { recursive: true });
  const resources = [
    { type: "pulumi:pulumi:Stack", outputs: { scaleSetId: IDS.set } },
    { type: "azure-native:compute:VirtualMachineScaleSet", id: IDS.set },
  ];
  writeFileSync(
    checkpointFile(workspace, "prod-se"),
    JSON.stringify({ checkpoint: { latest: { resources } } }),
  );
  return workspace;
}
