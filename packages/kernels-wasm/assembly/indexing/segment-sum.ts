/** out[s] = sum of the rows x[i] (of `width` floats) with ids[i] = s; rows with an id outside of 0..segments-1 count nowhere. */
export function segmentSum(x: usize, ids: usize, count: i32, width: i32, segments: i32, out: usize): void {
  const row = <usize>width << 2, vectors = row & ~15;
  memory.fill(out, 0, <usize>segments * row);
  for (let i = 0; i < count; i++, x += row) {
    const id = load<i32>(ids + (<usize>i << 2));
    if (<u32>id >= <u32>segments) continue;
    const to = out + <usize>id * row;
    let c = <usize>0;
    for (; c < vectors; c += 16) v128.store(to + c, f32x4.add(v128.load(to + c), v128.load(x + c)));
    for (; c < row; c += 4) store<f32>(to + c, load<f32>(to + c) + load<f32>(x + c));
  }
}
