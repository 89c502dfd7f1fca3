import type { HostArray } from '@figment/core';

/** The first `perClass` examples of each label, in the order of the file. */
export function balanced(images: HostArray, labels: HostArray, classes: number, perClass: number): { images: HostArray<Uint8Array>; labels: HostArray<Uint8Array> } {
  const counts = new Array<number>(classes).fill(0);
  const chosen: number[] = [];
  for (const [i, label] of labels.data.entries()) {
    const count = counts[label] ?? perClass;
    if (count >= perClass) continue;
    counts[label] = count + 1;
    chosen.push(i);
  }
  if (chosen.length !== classes * perClass) throw new Error(`Each of the ${classes} classes must have ${perClass} examples, got ${counts.join(', ')}.`);
  const shape = images.shape.slice(1);
  const size = shape.reduce((product, length) => product * length, 1);
  const data = new Uint8Array(chosen.length * size);
  for (const [row, i] of chosen.entries()) data.set(images.data.subarray(i * size, (i + 1) * size), row * size);
  return {
    images: { data, shape: [chosen.length, ...shape] },
    labels: { data: Uint8Array.from(chosen, (i) => labels.data[i] as number), shape: [chosen.length] },
  };
}
