/**
 * The ids of the `count` largest numbers, largest first, of equal ones the lower id first. One pass with a heap as small as the answer:
 * nothing is sorted that is not asked for.
 */
export function largest(row: ArrayLike<number>, count: number): Int32Array {
  const size = Math.min(count, row.length);
  const heap = new Int32Array(size); // the worst of the best on top
  const isWorse = (a: number, b: number): boolean => row[a]! < row[b]! || (row[a] === row[b] && a > b);
  const sink = (from: number): void => {
    const id = heap[from]!;
    for (let at = from; ; ) {
      let child = 2 * at + 1;
      if (child + 1 < size && isWorse(heap[child + 1]!, heap[child]!)) child++;
      if (child >= size || !isWorse(heap[child]!, id)) {
        heap[at] = id;
        return;
      }
      heap[at] = heap[child]!;
      at = child;
    }
  };
  for (let id = 0; id < size; id++) heap[id] = id;
  for (let at = size >> 1; at-- > 0; ) sink(at);
  if (size > 0) {
    for (let id = size, worst = row[heap[0]!]!; id < row.length; id++) {
      if (row[id]! < worst || !isWorse(heap[0]!, id)) continue;
      heap[0] = id;
      sink(0);
      worst = row[heap[0]]!;
    }
  }
  return heap.sort((a, b) => (isWorse(b, a) ? -1 : 1));
}
