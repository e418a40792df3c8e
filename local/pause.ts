const nothing = new Int32Array(new SharedArrayBuffer(4));

/** Stands still for so many milliseconds, so that other processes get on; nothing else of this one runs. */
export function pause(milliseconds: number): void {
  Atomics.wait(nothing, 0, 0, milliseconds);
}
