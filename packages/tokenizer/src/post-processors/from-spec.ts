import { isTokenizerError, TokenizerError } from '../errors.ts';
import { Fields, readComponent } from '../files/fields.ts';
import { byteLevelOptionsFrom } from '../text/byte-level-options.ts';
import { bert, type TokenWithId } from './bert.ts';
import { byteLevel } from './byte-level.ts';
import type { PostProcessor } from './post-processor.ts';
import { roberta } from './roberta.ts';
import { sequence } from './sequence.ts';
import { template, type TemplatePiece, type TemplateToken } from './template.ts';

/**
 * Reads `post_processor` of a `tokenizer.json`.
 *
 * @throws TokenizerError `TOKENIZER_INVALID`, or `TOKENIZER_UNSUPPORTED` for an unknown type
 */
export function postProcessorFrom(spec: unknown, path = 'post_processor'): PostProcessor {
  return readComponent(spec, path, {
    TemplateProcessing: templateFrom,
    BertProcessing: (fields) => bert({ sep: token(fields, 'sep'), cls: token(fields, 'cls') }),
    RobertaProcessing: (fields) =>
      roberta({ sep: token(fields, 'sep'), cls: token(fields, 'cls'), trimOffsets: fields.boolean('trim_offsets'), addPrefixSpace: fields.boolean('add_prefix_space') }),
    ByteLevel: (fields) => byteLevel(byteLevelOptionsFrom(fields)),
    Sequence: (fields) => sequence(fields.list('processors').map((processor, i) => postProcessorFrom(processor, `${fields.at('processors')}[${i}]`))),
  });
}

function token(fields: Fields, name: string): TokenWithId {
  const [text, id, ...more] = fields.list(name);
  if (typeof text !== 'string' || !isId(id) || more.length > 0) throw fields.unfit(name, 'a token and its id, in a list');
  return [text, id];
}

function templateFrom(fields: Fields): PostProcessor {
  const special = fields.fields('special_tokens');
  const tokens = Object.fromEntries(special.names().map((name) => [name, templateToken(special.fields(name))]));
  try {
    return template({ single: pieces(fields, 'single'), pair: pieces(fields, 'pair'), tokens });
  } catch (error) {
    if (!isTokenizerError(error, 'OPTIONS_INVALID')) throw error;
    throw new TokenizerError('TOKENIZER_INVALID', `${fields.path}: ${error.message}`, { cause: error });
  }
}

function templateToken(fields: Fields): TemplateToken {
  const [ids, tokens] = [fields.list('ids'), fields.strings('tokens')];
  if (!ids.every(isId) || ids.length !== tokens.length) throw fields.unfit('ids', `a list of ids, one for each of the ${tokens.length} tokens`);
  return { id: fields.string('id'), ids, tokens };
}

function pieces(fields: Fields, name: string): TemplatePiece[] {
  return fields.list(name).map((value, i): TemplatePiece => {
    const piece = new Fields(value, `${fields.at(name)}[${i}]`);
    const kind = piece.get('Sequence') === undefined ? 'SpecialToken' : 'Sequence';
    const part = piece.fields(kind);
    const type_id = part.count('type_id');
    return kind === 'Sequence' ? { Sequence: { id: part.oneOf('id', { A: 'A', B: 'B' } as const), type_id } } : { SpecialToken: { id: part.string('id'), type_id } };
  });
}

const isId = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
