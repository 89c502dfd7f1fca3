import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { filesOfPackage } from './download.ts';

const require = createRequire(import.meta.url);

/** Sentences of LibreOffice's Korean help (MPL-2.0), each at most twice, and TypeScript's Korean messages (Apache-2.0). */
export function korean(): string {
  const counts = new Map<string, number>();
  const help = filesOfPackage('debian', 'libreoffice-help-ko', '.html').flatMap(sentencesOf).filter((sentence) => {
    const count = (counts.get(sentence) ?? 0) + 1;
    counts.set(sentence, count);
    return count <= 2;
  });
  return [...messages(), ...help].join('\n');
}

function messages(): string[] {
  const folder = dirname(require.resolve('typescript'));
  return Object.values(JSON.parse(readFileSync(join(folder, 'ko/diagnosticMessages.generated.json'), 'utf8')) as Record<string, string>);
}

const entities: Readonly<Record<string, string>> = { nbsp: ' ', '#160': ' ', lt: '<', gt: '>', quot: '"', amp: '&' };

/** Paragraphs, headings and cells of a page that have Hangul. */
export function sentencesOf(html: string): string[] {
  const blocks = html.matchAll(/<(p|h\d|td)\b[^>]*\bid="[^"]*"[^>]*>([^]*?)<\/\1>/g);
  const texts = Array.from(blocks, ([, , content = '']) => content.replaceAll(/<[^>]+>/g, '').replaceAll(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole).replaceAll(/\s+/g, ' ').trim());
  return texts.filter((text) => /[가-힣]/.test(text));
}
