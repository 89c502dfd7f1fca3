import { shown, TokenizerError } from '../../errors.ts';
import type { TokenizerParts } from '../../tokenizer.ts';
import { around, type NamedToken } from '../around.ts';
import type { Fields } from '../fields.ts';
import { type ConfigFiles, configFields, withConfig } from '../with-config.ts';
import { type ModelProto, type Piece, PieceType, readModelProto } from './model-proto.ts';
import { sentencePieceParts } from './to-parts.ts';

/** What a family of models makes of a SentencePiece model: it may number tokens anew, and put tokens around texts. */
interface Family {
  readonly pieces?: (pieces: readonly Piece[], config: Fields) => readonly Piece[];
  readonly addsBos?: boolean;
  readonly addsEos?: boolean;
  /** Whether the end of the first text of a pair stands twice, as in RoBERTa. */
  readonly separatesTwice?: boolean;
  /** The type of the second text (1). */
  readonly secondType?: 0 | 1;
}

const control = (text: string): Piece => ({ text, score: 0, type: PieceType.control });

/** By `tokenizer_class` of a `tokenizer_config.json`, as transformers' classes of these names do. */
const families: Readonly<Record<string, Family>> = {
  Llama: { addsBos: true },
  CodeLlama: { addsBos: true },
  Gemma: { addsBos: true },
  T5: {
    pieces: (pieces, config) => [...pieces, ...Array.from({ length: config.count('extra_ids', 100) }, (_, i, all = config.count('extra_ids', 100)) => control(`<extra_id_${all - 1 - i}>`))],
    addsEos: true,
    secondType: 0,
  },
  // The first pieces are <unk>, <s> and </s>; fairseq has others in their place.
  XLMRoberta: {
    pieces: (pieces) => [control('<s>'), control('<pad>'), control('</s>'), { text: '<unk>', score: 0, type: PieceType.unknown }, ...pieces.slice(3), control('<mask>')],
    addsBos: true,
    addsEos: true,
    separatesTwice: true,
    secondType: 0,
  },
};

/**
 * A SentencePiece model with what the files beside it say: which family of models it is for, which tokens were added, and what begins and
 * ends a text. Without such files it is taken as it is.
 *
 * @throws TokenizerError `TOKENIZER_INVALID`
 * @throws TokenizerError `TOKENIZER_UNSUPPORTED` for a family that is not known: its ids may be others
 */
export function readSentencePiece(bytes: Uint8Array, files: ConfigFiles = {}): TokenizerParts {
  const proto = readModelProto(bytes);
  const config = configFields(files);
  const name = config?.optional('tokenizer_class', (field) => config.string(field));
  if (config === undefined || name === undefined) return withConfig(sentencePieceParts(proto), files);
  const key = name.replace(/Tokenizer(Fast)?$/, '');
  const family = Object.hasOwn(families, key) ? families[key]! : undefined;
  if (family === undefined) {
    throw new TokenizerError('TOKENIZER_UNSUPPORTED', `tokenizer_class ${shown(name)} is not known for SentencePiece models; it may be ${Object.keys(families).map((one) => `${one}Tokenizer`).join(', ')}. A tokenizer.json beside it would be read instead.`);
  }
  return wrapped(withConfig(sentencePieceParts(numbered(proto, family, config)), files), family, config);
}

function numbered(proto: ModelProto, { pieces: change }: Family, config: Fields): ModelProto {
  if (change === undefined) return proto;
  const pieces = change(proto.pieces, config);
  const idOf = (id: number): number => pieces.findIndex(({ text }) => text === proto.pieces[id]?.text);
  return { ...proto, pieces, bosId: idOf(proto.bosId), eosId: idOf(proto.eosId), padId: pieces.findIndex(({ text }) => text === '<pad>') };
}

function wrapped(parts: TokenizerParts, { addsBos = false, addsEos = false, separatesTwice = false, secondType }: Family, config: Fields): TokenizerParts {
  const token = (role: 'bos' | 'eos', isAdded: boolean): NamedToken[] => {
    const content = parts.config?.specialTokens?.[role];
    if (!config.boolean(`add_${role}_token`, isAdded) || content === undefined) return [];
    const id = parts.addedTokens?.find((added) => added.content === content)?.id;
    if (id === undefined) throw config.unfit(`${role}_token`, 'a token of the model');
    return [{ token: content, id }];
  };
  const before = token('bos', addsBos);
  const after = token('eos', addsEos);
  return { ...parts, postProcessor: around({ before, after, beforeSecond: separatesTwice ? after : undefined, secondType }) };
}
