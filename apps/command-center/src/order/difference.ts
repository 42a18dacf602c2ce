interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

const mostLines = 1200;

/** The lines that a body shares with the one before it, and those that came or went (longest common subsequence). */
export const difference = (before: string, after: string): readonly DiffLine[] => {
  const left = before.split('\n').slice(0, mostLines);
  const right = after.split('\n').slice(0, mostLines);
  const width = right.length + 1;
  const lengths = new Uint16Array((left.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    const old = left[i];
    const fresh = right[j];
    if (old !== undefined && old === fresh) {
      lines.push({ kind: 'same', text: old });
      i += 1;
      j += 1;
    } else if (fresh !== undefined && (old === undefined || at(i, j + 1) > at(i + 1, j))) {
      lines.push({ kind: 'added', text: fresh });
      j += 1;
    } else if (old !== undefined) {
      lines.push({ kind: 'removed', text: old });
      i += 1;
    }
  }
  return lines;
};
