/**
 * What may come next, and how much it is wanted: rules that change a row of logits in place. Those that truncate take how many of the
 * likeliest they `least` leave.
 *
 * @module
 */
export { epsilonCutoff, etaCutoff } from './cutoffs.ts';
export { diversityPenalty } from './diversity.ts';
export { endDecay, minTokens } from './ends.ts';
export { forced } from './forced.ts';
export { guide } from './guidance.ts';
export { minP } from './min-p.ts';
export { noRepeatNgram } from './no-repeat-ngram.ts';
export { countPenalty, repetitionPenalty } from './penalties.ts';
export { sequenceBias } from './sequence-bias.ts';
export { temperature } from './temperature.ts';
export { topK } from './top-k.ts';
export { topP } from './top-p.ts';
export { typicalP } from './typical-p.ts';
