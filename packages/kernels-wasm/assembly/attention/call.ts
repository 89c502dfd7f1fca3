/** What an attention is given besides tensors. The host writes these fields in this order, 4 bytes each. */
@unmanaged
export class Attention {
  batch: i32;
  /** Of queries; a multiple of `keyHeads`. */
  heads: i32;
  keyHeads: i32;
  queries: i32;
  keys: i32;
  /** Of queries and keys: D. */
  width: i32;
  /** Of values: E. */
  valueWidth: i32;
  causal: i32;
  scale: f32;
  /** One of the kinds of `mask.ts`. */
  maskKind: i32;
  /** How far the mask's elements for the next of an axis lie apart, in elements; 0 where it is broadcast. */
  maskBatchStep: i32;
  maskHeadStep: i32;
  maskQueryStep: i32;
  maskKeyStep: i32;
  /** Positions from one head of keys to the next: more than `keys` where only some take part. */
  keyStep: i32;
}

/** How many of `cols` keys from key k on a query sees by causality. */
// @ts-ignore: decorator
@inline
export function visible(g: Attention, query: i32, k: i32, cols: i32): i32 {
  return g.causal ? max(0, min(cols, query + 1 - k)) : cols;
}
