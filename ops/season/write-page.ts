import { writeFileSync } from "node:fs";
import { UserError } from "../../local/user-error.ts";

/**
 * Writes a page where a person wants it.
 *
 * @throws UserError `file-refused`
 */
export function writePage(file: string, page: string): void {
  try {
    writeFileSync(file, page);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(
      "file-refused",
      `${file} can't be written (${code ?? error}). Name a file in a folder that is there and that you may write in.`,
    );
  }
}
