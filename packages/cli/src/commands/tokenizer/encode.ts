import type { TokenizerEncoding } from '@figment/core/interfaces';
import { Command } from 'commander';

import type { Output } from '../../output/output.ts';
import { table } from '../../output/table.ts';
import { openAny, ownOnly } from '../../tokenizer/open.ts';
import { standardInput } from '../../tokenizer/standard-input.ts';
import { coloured, plainTokens, tokenViews } from '../../tokenizer/token-view.ts';
import { addKindFlags, type KindFlags } from './kind-flags.ts';

interface EncodeFlags extends KindFlags {
  readonly ids?: boolean;
  readonly offsets?: boolean;
  readonly bare?: boolean;
  readonly allowSpecial?: string;
}

/** `figment tokenizer encode TOK "text"`: the tokens of a text, in colours where they can be seen. */
export function encodeCommand(output: Output): Command {
  const command = new Command('encode')
    .description('The tokens of a text.')
    .argument('<tokenizer>', 'its file or folder')
    .argument('[text]', 'what to encode (standard input)')
    .option('--ids', 'only the ids')
    .option('--offsets', 'each token with its id and where it stands in the text')
    .option('--bare', 'without what the tokenizer puts around a text')
    .option('--allow-special <tokens>', 'special tokens that the text may spell: all, or names with commas between them');
  return addKindFlags(command).action(async (source: string, given: string | undefined, flags: EncodeFlags) => {
    const tokenizer = await openAny(source, flags);
    const text = given ?? await standardInput('what to encode: figment tokenizer encode TOKENIZER "text"');
    const { bare, allowSpecial } = flags;
    const encoding: TokenizerEncoding = bare === true || allowSpecial !== undefined
      ? ownOnly(tokenizer, '--bare and --allow-special').encode(text, { addSpecialTokens: bare !== true, allowedSpecial: allowSpecial === 'all' ? 'all' : allowSpecial?.split(',') })
      : tokenizer.encode(text);
    const { ids, tokens, offsets } = encoding;
    output.event('encoding', { text, ids, tokens, offsets });
    if (flags.ids === true) {
      output.line(ids.join(' '));
      return;
    }
    const views = tokenViews(tokenizer, text, encoding);
    if (flags.offsets === true) {
      output.line(table([['id', 'start', 'end', 'token'], ...views.map(({ id, shown }, i) => [String(id), String(offsets?.[i]?.[0] ?? ''), String(offsets?.[i]?.[1] ?? ''), shown])], { numeric: [0, 1, 2] }));
      return;
    }
    output.line(output.colours ? coloured(views) : plainTokens(views));
    output.line();
    output.line(ids.join(' '));
    output.line(`${ids.length} tokens, ${Array.from(text).length} characters, ${Buffer.byteLength(text)} bytes`);
  });
}
