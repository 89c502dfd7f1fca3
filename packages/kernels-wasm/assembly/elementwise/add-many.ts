/** out = the sum of `terms` arrays, whose addresses stand at `list` as int32, in one pass. */
export function addMany(list: usize, terms: i32, out: usize, count: i32): void {
  const end = <usize>count << 2, vectors = end & ~15, listEnd = list + (<usize>terms << 2);
  let at = <usize>0;
  for (; at < vectors; at += 16) {
    let sum = v128.load(<usize>load<u32>(list) + at);
    for (let term = list + 4; term < listEnd; term += 4) sum = f32x4.add(sum, v128.load(<usize>load<u32>(term) + at));
    v128.store(out + at, sum);
  }
  for (; at < end; at += 4) {
    let sum = load<f32>(<usize>load<u32>(list) + at);
    for (let term = list + 4; term < listEnd; term += 4) sum += load<f32>(<usize>load<u32>(term) + at);
    store<f32>(out + at, sum);
  }
}
