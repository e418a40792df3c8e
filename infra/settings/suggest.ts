/**
 * The candidate that a misspelt word most likely means: differing by case, or by few edits for its
 * length (one for up to five letters, two up to eight, a third of it above). Of two as close, the one
 * with the same letters. Nothing when none is that close.
 */
export function closest<Candidate extends string>(
  word: string,
  candidates: Iterable<Candidate>,
): Candidate | undefined {
  let best: Candidate | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    const likelier = distance === bestDistance && sameLetters(word, candidate);
    if (distance < bestDistance || likelier) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return bestDistance <= allowedDistance(word.length) ? best : undefined;
}

function sameLetters(one: string, other: string): boolean {
  return [...one.toLowerCase()].sort().join() === [...other.toLowerCase()].sort().join();
}

function allowedDistance(length: number): number {
  if (length <= 2) return 0;
  if (length <= 5) return 1;
  return length <= 8 ? 2 : Math.floor(length / 3);
}

/** Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other. */
export function editDistance(from: string, to: string): number {
  const longest = 256;
  if (from.length > longest || to.length > longest) return Math.max(from.length, to.length);
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (same ? 0 : 1),
      );
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) cost = Math.min(cost, at(beforePrevious, column - 2) + 1);
      current.push(cost);
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
