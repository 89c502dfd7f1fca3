import { filesOfPackage, helpBlocks } from '@figment/datasets';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** Sentences of LibreOffice's Korean help (MPL-2.0), each at most twice, and TypeScript's Korean messages (Apache-2.0). */
export function korean(): string {
  const counts = new Map<string, number>();
  const help = filesOfPackage('debian', 'libreoffice-help-ko', '.html').flatMap(({ text }) => sentencesOf(text)).filter((sentence) => {
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

/** Paragraphs, headings and cells of a page that have Hangul. */
export function sentencesOf(html: string): string[] {
  return helpBlocks(html).map(([, text]) => text).filter((text) => /[가-힣]/.test(text));
}
