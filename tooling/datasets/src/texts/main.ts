/**
 * Prepares models/texts: the same sentences in English and Korean, to train small tokenizers on and to compare what languages cost.
 * `npm run prepare:texts -- /usr/share/libreoffice/help` (where Debian's packages libreoffice-help-en-us and libreoffice-help-ko put them).
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { modelsFolder } from '../index-file.ts';
import { notice } from './notice.ts';
import { paragraphsIn } from './paragraphs.ts';
import { evenly, type Pair, translated } from './select.ts';

const SENTENCES = 3000;

interface Caption { readonly label: Readonly<Record<'en' | 'ko', string>>; readonly tags: Readonly<Record<'en' | 'ko', readonly string[]>> }

const help = process.argv[2] ?? '/usr/share/libreoffice/help';
const sentences = evenly(translated(await paragraphsIn(join(help, 'en-US/text')), await paragraphsIn(join(help, 'ko/text'))), SENTENCES);
// Words of everyday life, which a manual lacks.
const captions = JSON.parse(await readFile(join(modelsFolder, 'data/emoji/captions.json'), 'utf8')) as readonly Caption[];
const line = ({ label, tags }: Caption, language: 'en' | 'ko'): string => `${label[language]}: ${tags[language].join(', ')}`;
const pairs: readonly Pair[] = [...sentences, ...captions.map((caption) => ({ english: line(caption, 'en'), korean: line(caption, 'ko') }))];

const folder = join(modelsFolder, 'texts');
await mkdir(folder, { recursive: true });
for (const language of ['english', 'korean'] as const) await writeFile(join(folder, `${language}.txt`), `${pairs.map((pair) => pair[language]).join('\n')}\n`);
await writeFile(join(folder, 'NOTICE'), notice);
console.log(`texts: ${sentences.length} sentences and ${captions.length} captions in two languages`);
