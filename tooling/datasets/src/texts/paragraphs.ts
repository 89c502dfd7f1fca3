import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', nbsp: ' ', amp: '&' };

/** Sentences of a folder of help pages, by page and paragraph: the same keys in every language. */
export async function paragraphsIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const pages = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.html')).sort();
  const found = new Map<string, string>();
  for (const page of pages) {
    for (const [key, text] of paragraphs(await readFile(join(folder, page), 'utf8'))) found.set(`${page}#${key}`, text);
  }
  return found;
}

/** The paragraphs of one page as plain text, by their ids. */
export function paragraphs(html: string): readonly (readonly [id: string, text: string])[] {
  return [...html.matchAll(/<p id="([^"]+)" class="paragraph"[^>]*>(.*?)<\/p>/gs)].map(([, id = '', inner = '']) => [
    id,
    inner.replace(/<[^>]+>/g, '').replace(/&(\w+);/g, (entity, name: string) => entities[name] ?? entity).replace(/\s+/g, ' ').trim(),
  ]);
}
