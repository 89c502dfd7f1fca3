import type { ComponentSpec } from '@figment/tokenizer';
import { Command } from 'commander';

import { count } from '../../output/format.ts';
import type { Output } from '../../output/output.ts';
import { table } from '../../output/table.ts';
import { factsOf, type TokenizerFacts } from '../../tokenizer/facts.ts';
import { openAny, ownOnly } from '../../tokenizer/open.ts';
import { visibleText } from '../../tokenizer/token-view.ts';

/** `figment tokenizer inspect TOK`: its model, parts, special tokens and what its vocabulary is made of. */
export function inspectTokenizerCommand(output: Output): Command {
  return new Command('inspect')
    .description('What a tokenizer is made of.')
    .argument('<tokenizer>', 'its file or folder')
    .option('--json', 'one JSON object a line, for machines')
    .action(async (source: string) => {
      const facts = factsOf(ownOnly(await openAny(source), 'inspect'));
      output.event('tokenizer', { location: source, ...facts });
      show(source, facts, output);
    });
}

function show(source: string, facts: TokenizerFacts, output: Output): void {
  const special = facts.addedTokens.filter((token) => token.special);
  const plain = facts.addedTokens.filter((token) => !token.special);
  const roleOf = (content: string): string => Object.entries(facts.roles).filter(([, token]) => token === content).map(([role]) => role).join(', ');
  output.line(table([
    ['tokenizer', source],
    ['model', `${facts.model}${facts.merges === undefined ? '' : `, ${facts.merges.toLocaleString('en-US')} merges`}`],
    ['ids', facts.vocabularySize.toLocaleString('en-US')],
    ['normalizer', described(facts.normalizer)],
    ['pre-tokenizer', described(facts.preTokenizer)],
    ['post-processor', described(facts.postProcessor)],
    ['decoder', described(facts.decoder)],
    ...(facts.truncation === null ? [] : [['truncation', JSON.stringify(facts.truncation)]]),
    ...(facts.padding === null ? [] : [['padding', JSON.stringify(facts.padding)]]),
    ['chat templates', facts.chatTemplates.join(', ') || '–'],
    ...listed('special tokens', special.map(({ id, content }) => `${id}  ${visibleText(content)}${roleOf(content) === '' ? '' : `  (${roleOf(content)})`}`)),
    ...listed('other added tokens', plain.map(({ id, content }) => `${id}  ${visibleText(content)}`)),
    ...listed('longest tokens', facts.longest.map(({ id, text }) => `${id}  ${visibleText(text)}`)),
    ...listed('tokens that begin with', Object.entries(facts.tokensByScript).sort(([, a], [, b]) => b - a).map(([script, tokens]) => `${script}  ${count(tokens)}`)),
  ]));
}

/** How many lines a list has at most. */
const most = 20;

function listed(title: string, lines: readonly string[]): string[][] {
  const shown = lines.length > most ? [...lines.slice(0, most - 1), `and ${lines.length - most + 1} more`] : lines;
  return shown.map((line, i) => [i === 0 ? title : '', line]);
}

/** `Sequence(Split, ByteLevel)`. */
function described(spec: ComponentSpec | null): string {
  if (spec === null) return '–';
  const parts = ['normalizers', 'pretokenizers', 'processors', 'decoders'].flatMap((name) => (spec[name] ?? []) as readonly ComponentSpec[]);
  return parts.length === 0 ? spec.type : `${spec.type}(${parts.map(described).join(', ')})`;
}
