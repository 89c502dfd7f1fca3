import { FigmentError } from '@figment/core';
import { scripts } from '@figment/tokenizer/inspect';
import { Command } from 'commander';

import type { Output } from '../../output/output.ts';
import { progressLine } from '../../output/progress.ts';
import { table } from '../../output/table.ts';
import { type Cost, costs } from '../../tokenizer/cost.ts';
import { linesOf } from '../../tokenizer/lines.ts';
import { openAny } from '../../tokenizer/open.ts';
import { addKindFlags, type KindFlags } from './kind-flags.ts';

/** `figment tokenizer count TOK... --data FILE`: what texts cost with one tokenizer or several. */
export function countCommand(output: Output): Command {
  const command = new Command('count')
    .description('How many tokens texts take, side by side for several tokenizers.')
    .argument('<tokenizers...>', 'their files or folders')
    .requiredOption('--data <file...>', 'text files');
  return addKindFlags(command).action(async (sources: readonly string[], flags: KindFlags & { readonly data: readonly string[] }) => {
    if (flags.data.length === 0) throw new FigmentError('OPTIONS_INVALID', '--data must name text files.');
    const tokenizers = [];
    for (const source of sources) tokenizers.push(await openAny(source, flags));
    const progress = progressLine(output, { inPipes: false });
    let found: readonly Cost[];
    try {
      found = await costs(tokenizers, linesOf(flags.data, ({ bytes, of }) => { progress.show({ step: bytes, of, text: 'bytes' }); }));
    } finally {
      progress.end();
    }
    for (const [i, source] of sources.entries()) output.event('cost', { tokenizer: source, vocabularySize: tokenizers[i]?.vocabularySize, ...found[i] });
    output.line(costTable(sources, found));
  });
}

function costTable(sources: readonly string[], found: readonly Cost[]): string {
  const [first] = found;
  if (first === undefined) return '';
  const row = (name: string, value: (cost: Cost) => string): string[] => [name, ...found.map(value)];
  const present = scripts.filter((script) => found.some((cost) => (cost.scripts[script]?.characters ?? 0) > 0));
  return [
    `${whole(first.characters)} characters, ${whole(first.words)} words, ${whole(first.bytes)} bytes`,
    table([
      ['', ...sources],
      row('tokens', ({ tokens }) => whole(tokens)),
      row('characters a token', ({ characters, tokens }) => ratio(characters, tokens)),
      row('bytes a token', ({ bytes, tokens }) => ratio(bytes, tokens)),
      row('tokens a word', ({ tokens, words }) => ratio(tokens, words)),
      ...present.map((script) => row(`tokens a character: ${script}`, (cost) => ratio(cost.scripts[script]?.tokens ?? 0, cost.scripts[script]?.characters ?? 0))),
    ], { numeric: found.map((_, i) => i + 1) }),
  ].join('\n');
}

function whole(value: number): string {
  return value.toLocaleString('en-US');
}

function ratio(a: number, b: number): string {
  return b === 0 ? '–' : (a / b).toFixed(2);
}
