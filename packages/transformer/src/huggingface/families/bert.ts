import { activation } from '../config/activation.ts';
import { idFields } from '../config/common.ts';
import { field, fields, type Json, shared } from '../config/field.ts';
import type { Family } from './family.ts';

/** Devlin et al. 2019, arXiv:1810.04805; most sentence encoders are one. */
export const bert: Family = {
  type: 'bert',
  definition: 'figment/text-encoder',
  preset: 'bert',
  architectures: {
    BertForSequenceClassification: { head: false, pooler: true, objective: 'classify' },
    BertForPreTraining: { head: true, pooler: true, nextSentence: true },
    BertForMaskedLM: { head: true },
    BertModel: { head: false, objective: 'contrastive' },
  },
  base: 'BertModel',
  prefix: 'bert.',
  fields: [
    field('vocab_size', 'vocabulary', 30_522),
    field('hidden_size', 'width', 768),
    field('num_hidden_layers', 'layers', 12),
    field('num_attention_heads', 'heads', 12),
    field('intermediate_size', 'hidden', 3072),
    field('hidden_act', 'feedForward.kind', 'gelu', activation),
    field('max_position_embeddings', 'context', 512),
    field('type_vocab_size', 'embedding.tokenTypes', 2),
    field('layer_norm_eps', 'norm.epsilon', 1e-12),
    ...shared(['attention_probs_dropout_prob', 'hidden_dropout_prob'], 'dropout', 0.1),
    fields('classes', { read: classesOf, write: (classes) => labels(Number(classes)) }),
    ...idFields({ padding: 0 }),
  ],
  fixed: { position_embedding_type: 'absolute', is_decoder: false, tie_word_embeddings: true },
  weights: () => ({
    'tokens': 'bert.embeddings.word_embeddings',
    'encoder.positions': 'bert.embeddings.position_embeddings',
    'encoder.tokenTypes': 'bert.embeddings.token_type_embeddings',
    'encoder.embeddingNorm': 'bert.embeddings.LayerNorm',
    'encoder.blocks.*.attention.query': 'bert.encoder.layer.*.attention.self.query',
    'encoder.blocks.*.attention.key': 'bert.encoder.layer.*.attention.self.key',
    'encoder.blocks.*.attention.value': 'bert.encoder.layer.*.attention.self.value',
    'encoder.blocks.*.attention.output': 'bert.encoder.layer.*.attention.output.dense',
    'encoder.blocks.*.attentionNorm': 'bert.encoder.layer.*.attention.output.LayerNorm',
    'encoder.blocks.*.feedForward.up': 'bert.encoder.layer.*.intermediate.dense',
    'encoder.blocks.*.feedForward.down': 'bert.encoder.layer.*.output.dense',
    'encoder.blocks.*.feedForwardNorm': 'bert.encoder.layer.*.output.LayerNorm',
    'pooler': 'bert.pooler.dense',
    'headTransform.dense': 'cls.predictions.transform.dense',
    'headTransform.norm': 'cls.predictions.transform.LayerNorm',
    'headBias': 'cls.predictions.bias',
    'nextSentence': 'cls.seq_relationship',
    'classifier': 'classifier',
  }),
  aliases: ['cls.predictions.decoder.weight'],
  surplus: /(^|\.)position_ids$|^cls\.predictions\.decoder\.bias$/,
  told: {
    'bert.pooler.dense.weight': { pooler: true },
    'cls.predictions.bias': { head: true },
    'cls.seq_relationship.weight': { nextSentence: true },
  },
};

/** As many classes as labels, in classifiers. */
function classesOf(_: unknown, json: Json): number {
  const isClassifier = [json['architectures']].flat().some((name) => String(name).endsWith('SequenceClassification'));
  const labels = json['id2label'];
  return isClassifier ? (typeof labels === 'object' && labels !== null ? Object.keys(labels).length : Number(json['num_labels'] ?? 2)) : 0;
}

function labels(classes: number): Json {
  if (classes === 0) return {};
  const names = Array.from({ length: classes }, (_, i) => `LABEL_${i}`);
  return { id2label: Object.fromEntries(names.map((name, i) => [i, name])), label2id: Object.fromEntries(names.map((name, i) => [name, i])) };
}
