import { type Merges, NEVER } from './merges.ts';

/** A pair in the queue is one number: its rank, then the place of its left symbol. */
const PLACES = 2 ** 31;

/**
 * Merges in place like `mergeShort`, with a queue of pairs: n symbols take n log n steps. A pair that is next is passed over where `isDropped`
 * says so, and comes up again after the next merge: so a model sees a text cut in many ways (Provilkov, Emelianenko and Voita 2020,
 * "BPE-Dropout", arXiv:1910.13267, algorithm 1).
 */
export function mergeQueue(merges: Merges, ids: Int32Array, origins: Int32Array, count: number, isDropped?: () => boolean): number {
  const before = new Int32Array(count), after = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    before[i] = i - 1;
    after[i] = i + 1;
  }
  const queue: number[] = [], dropped: number[] = [];
  const rankAt = (at: number): number => (at >= 0 && after[at]! < count ? merges.rank(ids[at]!, ids[after[at]!]!) : NEVER);
  const offer = (at: number): void => {
    const rank = rankAt(at);
    if (rank !== NEVER) push(queue, rank * PLACES + at);
  };
  for (let at = 0; at < count; at++) offer(at);
  while (queue.length > 0) {
    const pair = pop(queue);
    const rank = Math.floor(pair / PLACES), at = pair % PLACES;
    // What has merged since is passed over.
    if (ids[at]! < 0 || rankAt(at) !== rank) continue;
    if (isDropped?.() === true) {
      dropped.push(pair);
      continue;
    }
    const right = after[at]!, next = after[right]!;
    ids[at] = merges.result(rank);
    ids[right] = -1;
    after[at] = next;
    if (next < count) before[next] = at;
    offer(at);
    offer(before[at]!);
    for (const again of dropped.splice(0)) push(queue, again);
  }
  let kept = 0;
  for (let at = 0; at < count; at = after[at]!) {
    ids[kept] = ids[at]!;
    origins[kept++] = origins[at]!;
  }
  return kept;
}

/** Into a heap whose lowest number stands first. */
function push(heap: number[], value: number): void {
  let at = heap.length;
  for (let parent = (at - 1) >> 1; at > 0 && heap[parent]! > value; at = parent, parent = (at - 1) >> 1) heap[at] = heap[parent]!;
  heap[at] = value;
}

function pop(heap: number[]): number {
  const lowest = heap[0]!, value = heap.pop()!;
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++;
    if (heap[child]! >= value) break;
    heap[at] = heap[child]!;
    at = child;
  }
  if (heap.length > 0) heap[at] = value;
  return lowest;
}
