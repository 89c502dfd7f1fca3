/** A typed array at least `length` long that starts with what `array` holds; it grows to twice its length, so that growing one by one is cheap. */
export function grown<Numbers extends Uint8Array | Int32Array | Float64Array>(array: Numbers, length: number): Numbers {
  if (length <= array.length) return array;
  const larger = new (array.constructor as new (length: number) => Numbers)(Math.max(length, array.length * 2));
  larger.set(array);
  return larger;
}
