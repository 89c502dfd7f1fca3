/**
 * What the keys of one seed are for: folded into `key(seed)`, so that a model made and sampled with the same seed does not draw
 * its noise from the numbers of its weights. Far above step numbers, which training folds in.
 */
export const streams = { parameters: 0xf000_0001, sampling: 0xf000_0002, data: 0xf000_0003, calibration: 0xf000_0004, redraws: 0xf000_0005 } as const;
