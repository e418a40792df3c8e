import { showInstant } from "./command.ts";

/** Milliseconds before anything is shown. */
const PATIENCE = 1_000;
const INTERVAL = 100;
const CELLS = 30;

/**
 * Shows how far the clock has come on its way from `from` to `to`, on one line of a terminal that is
 * gone in the end. Without a terminal, and in the first second, it shows nothing.
 *
 * @returns what is called with each instant that was reached.
 */
export function progressLine(
  from: number,
  to: number,
  out: NodeJS.WriteStream = process.stderr,
): (reached: number) => void {
  if (!out.isTTY) return () => {};
  let shown = performance.now() + PATIENCE - INTERVAL;
  let visible = false;
  return (reached) => {
    const now = performance.now();
    if (reached >= to) {
      if (visible) out.write("\r\x1b[K");
      return;
    }
    if (now - shown < INTERVAL) return;
    shown = now;
    visible = true;
    const share = (reached - from) / (to - from);
    const done = Math.floor(share * CELLS);
    out.write(
      `\r${"█".repeat(done)}${"░".repeat(CELLS - done)} ${Math.floor(share * 100)} %  ${showInstant(reached)}\x1b[K`,
    );
  };
}
