/**
 * The most of each entry and the `ahead` entries after it: what must stand at a time so that it stands
 * in time for what comes. At the end fewer entries are left to look at: plan beyond what is used.
 */
export function runningMaximum(values: Int32Array, ahead: number): Int32Array {
  const most = new Int32Array(values.length);
  // Indices of values that fall from left to right: the first is the most of the window.
  const falling = new Int32Array(values.length);
  let head = 0;
  let tail = 0;
  for (let i = values.length - 1; i >= 0; i--) {
    const value = values[i] as number;
    while (tail > head && (values[falling[tail - 1] as number] as number) <= value) tail--;
    falling[tail++] = i;
    while ((falling[head] as number) > i + ahead) head++;
    most[i] = values[falling[head] as number] as number;
  }
  return most;
}
