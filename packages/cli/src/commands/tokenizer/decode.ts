import { FigmentError } from '@figment/core';
import { Command } from 'commander';

import type { Output } from '../../output/output.ts';
import { openAny, ownOnly } from '../../tokenizer/open.ts';
import { standardInput } from '../../tokenizer/standard-input.ts';
import { addKindFlags, type KindFlags } from './kind-flags.ts';

/** `figment tokenizer decode TOK 1 2 3`: the text of ids. */
export function decodeCommand(output: Output): Command {
  const command = new Command('decode')
    .description('The text of ids.')
    .argument('<tokenizer>', 'its file or folder')
    .argument('[ids...]', 'numbers, with blanks or commas between them (standard input)')
    .option('--keep-special', 'special tokens, too');
  return addKindFlags(command).action(async (source: string, given: readonly string[], flags: KindFlags & { readonly keepSpecial?: boolean }) => {
    const tokenizer = await openAny(source, flags);
    const ids = idsIn(given.length > 0 ? given.join(' ') : await standardInput('which ids: figment tokenizer decode TOKENIZER 1 2 3'));
    const text = flags.keepSpecial === true ? ownOnly(tokenizer, '--keep-special').decode(ids, { skipSpecialTokens: false }) : tokenizer.decode(ids);
    output.event('text', { ids, text });
    // In a pipe nothing is added: what was encoded comes back to the byte.
    output.text(output.interactive ? `${text}\n` : text);
  });
}

/** Also as JSON has a list of them: `[1, 2, 3]`. */
function idsIn(text: string): number[] {
  return text.replace(/^\s*\[|\]\s*$/g, '').split(/[\s,]+/).filter(Boolean).map((word) => {
    if (!/^\d+$/.test(word)) throw new FigmentError('INPUT_INVALID', `ids must be whole numbers from 0, got ${word}.`);
    return Number(word);
  });
}
