/** Translates with the small translator that ships: as it comes, by beams, and drawn by a dice. */
import { openModel } from '@figment/core/checkpoint';
import { sequenceToSequence } from '@figment/transformer';

const { translate } = (await openModel('models/translate-en-ko', sequenceToSequence)).tasks;
const [text = 'Deletes the selected text.'] = process.argv.slice(2);

for await (const { text: more } of translate.sample({ text }, { beams: 1 })) process.stdout.write(more); // a token at a time
console.log();

console.log('4 beams:', await translate.sample({ text }, { beams: 4 }).result());
for (const seed of [1, 2, 3]) console.log(`seed ${seed}:`, await translate.sample({ text }, { beams: 1, temperature: 0.8, topP: 0.9, seed }).result());
