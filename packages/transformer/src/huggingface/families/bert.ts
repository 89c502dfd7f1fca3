import { activation } from '../config/activation.ts';
import { sizeFields } from '../config/common.ts';
import type { Json } from '../config/field.ts';
import { attentionUnder, type Family, under } from './family.ts';

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
  prefix: 'bert.',
  fields: {
    ...sizeFields,
    hidden_act: ['feedForward.kind', 'gelu', activation],
    type_vocab_size: 'embedding.tokenTypes',
    layer_norm_eps: ['norm.epsilon', 1e-12],
    attention_probs_dropout_prob: ['dropout', null],
    hidden_dropout_prob: ['dropout', null],
  },
  together: [{ ours: 'classes', read: classesOf, write: labels }],
  fixed: { position_embedding_type: 'absolute', is_decoder: false, tie_word_embeddings: true },
  weights: {
    'tokens': 'bert.embeddings.word_embeddings',
    ...under('encoder.', 'bert.embeddings.', { positions: 'position_embeddings', tokenTypes: 'token_type_embeddings', embeddingNorm: 'LayerNorm' }),
    ...under('encoder.blocks.*.', 'bert.encoder.layer.*.', {
      ...attentionUnder('attention', 'attention.', ['self.query', 'self.key', 'self.value', 'output.dense']),
      'attentionNorm': 'attention.output.LayerNorm',
      'feedForward.up': 'intermediate.dense',
      'feedForward.down': 'output.dense',
      'feedForwardNorm': 'output.LayerNorm',
    }),
    'pooler': 'bert.pooler.dense',
    'headTransform.dense': 'cls.predictions.transform.dense',
    'headTransform.norm': 'cls.predictions.transform.LayerNorm',
    'headBias': 'cls.predictions.bias',
    'nextSentence': 'cls.seq_relationship',
    'classifier': 'classifier',
  },
  aliases: /^cls\.predictions\.decoder\.weight$/,
  surplus: /position_ids$|^cls\.predictions\.decoder\.bias$/,
  told: {
    'bert.pooler.dense.weight': { pooler: true },
    'cls.predictions.bias': { head: true },
    'cls.seq_relationship.weight': { nextSentence: true },
  },
};

/** As many classes as labels, in classifiers. */
function classesOf(json: Json): number {
  const isClassifier = String(json['architectures']).includes('SequenceClassification');
  return isClassifier ? Object.keys((json['id2label'] as object | null | undefined) ?? [0, 1]).length : 0;
}

function labels(classes: unknown): Json {
  const names = Array.from({ length: Number(classes) }, (_, i) => `LABEL_${i}`);
  return classes === 0 ? {} : { id2label: Object.fromEntries(names.entries()), label2id: Object.fromEntries(names.map((name, i) => [name, i])) };
}
