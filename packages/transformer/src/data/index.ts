/**
 * From texts to batches of ids: packed rows, conversations, pairs, hidden words, spans that were cut out.
 *
 * @module
 */
export { type EncoderRows, IGNORED, type LabelledRows, type MaskedRows, type PairedRows, type SegmentedRows, type TokenRows, type TranslationRows } from './batches.ts';
export { languageModelData, type LanguageModelDataOptions } from './language-model-data.ts';
export { sequenceToSequenceData, type SequenceToSequenceDataOptions } from './sequence-to-sequence-data.ts';
export type { Chats, LabelledTexts, TextPairs, Texts } from './sources.ts';
export { textEncoderData, type TextEncoderDataOptions } from './text-encoder-data.ts';
