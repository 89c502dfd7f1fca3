/** Trains a tokenizer on a text file, saves it, and reads it again. */
import { lines, openTokenizer, saveTokenizer, trainTokenizer } from '@figment/tokenizer';

const [file = '../../models/texts/korean.txt', vocabulary = '4000'] = process.argv.slice(2);

const trained = await trainTokenizer(lines(file), { model: 'bpe', vocabulary: Number(vocabulary) });
await saveTokenizer(trained, 'runs/korean');

const tokenizer = await openTokenizer('runs/korean');
const text = '한국어는 조사가 붙어요: 학교에서, 학교까지 👋🏽';
const { ids, offsets } = tokenizer.encode(text);
console.log(offsets.map(([start, end]) => text.slice(start, end)));

// As a model would write it: an emoji or a syllable of several tokens comes out when it is whole.
const stream = tokenizer.decodeStream();
for (const id of ids) process.stdout.write(stream.push(id));
process.stdout.write(`${stream.end()}\n`);
