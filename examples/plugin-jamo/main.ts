/**
 * Trains a tokenizer that knows the letters of Hangul, and shows what becomes of a sentence.
 *
 *     npm start                                 a few sentences
 *     npm start -- "무엇이든 써 보세요" novel.txt   your own sentence, your own text
 */
import { readFile } from 'node:fs/promises';

import { trainTokenizer } from '@figment/core/plugin';

import { jamo } from './src/index.ts';

const [sentence = '맑은 날에는 하늘을 봅니다 ☀', file] = process.argv.slice(2);

const texts = file === undefined ? ['하늘이 맑습니다.', '하늘은 파랗고 나는 하늘을 봅니다.', '오늘은 날이 흐립니다.'] : (await readFile(file, 'utf8')).split('\n');
const tokenizer = await trainTokenizer(jamo, texts, { options: { vocabulary: 340 } });
const { ids, tokens } = tokenizer.encode(sentence);
console.log(tokens?.join(' '));
console.log(ids.join(' '));
console.log(tokenizer.decode(ids));
