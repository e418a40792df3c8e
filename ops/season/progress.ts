/** Milliseconds before anything is shown. */
const PATIENCE = 1000;

/** What is being done, on a line of a terminal that is gone in the end; nothing in the first second. */
export function progressOf(out: NodeJS.WriteStream): {
  readonly show: (what: string) => void;
  readonly end: () => void;
} {
  const started = performance.now();
  let visible = false;
  return {
    show: (what) => {
      const passed = performance.now() - started;
      if (!out.isTTY || passed < PATIENCE) return;
      visible = true;
      out.write(`\r${Math.floor(passed / 1000)} s  ${what} …\x1b[K`);
    },
    end: () => {
      if (visible) out.write("\r\x1b[K");
    },
  };
}
