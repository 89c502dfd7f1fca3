/**
 * Language models: decoders, encoders and encoder-decoders to pretrain, fine-tune, load and talk to.
 *
 * @module
 */
export { sequenceToSequence } from './sequence-to-sequence.ts';
export { textEncoder } from './text-encoder.ts';
export { transformer } from './transformer.ts';

export type { SequenceToSequenceConfig } from './config/sequence-to-sequence.ts';
export type { TextEncoderConfig } from './config/text-encoder.ts';
export type { TransformerConfig } from './config/transformer.ts';

export { chatFormOf } from './chat/chat-form.ts';
export type { ChatEnding, ChatForm, Conversation, EncodedConversation } from './chat/message.ts';
export { Language } from './language/language.ts';
export type { SpecialIds } from './language/special-ids.ts';

export type { AttentionMaps, AttentionStep } from './tasks/attend.ts';
export type { ClassifyStep } from './tasks/classify.ts';
export type { FillMaskStep, Guess } from './tasks/fill-mask.ts';
export type { Score, ScoredToken, ScoreStep } from './tasks/score.ts';
export type { FoundText, SearchStep } from './tasks/search.ts';
export type { FollowedText, WritingStep } from './tasks/write.ts';

export { bleu, type BleuOptions } from './metrics/bleu.ts';
export { chrF, type ChrFOptions } from './metrics/chrf.ts';
export { classLogits } from './network/class-logits.ts';
export { pool, type Pooling, unitLength } from './network/pooling.ts';
