/** Sizes by name: S to XL are Peebles and Xie 2023, arXiv:2212.09748, table 1; 'toy' learns emoji in minutes on a CPU. Use as `{ ...transformerPresets.toy, size, channels }`. */
export const transformerPresets = {
  toy: { width: 128, heads: 4, layers: 4 },
  S: { width: 384, heads: 6, layers: 12 },
  B: { width: 768, heads: 12, layers: 12 },
  L: { width: 1024, heads: 16, layers: 24 },
  XL: { width: 1152, heads: 16, layers: 28 },
} as const;
