/** A tiny model knows little, but what it writes can be made to fit a schema, to the last brace. */
import { openModel } from '@figment/core/checkpoint';
import { transformer } from '@figment/transformer';
import { z } from 'zod';

const [maxTokens = '80'] = process.argv.slice(2);

const Emoji = z.object({
  name: z.string().max(24),
  language: z.enum(['en', 'ko']),
  tags: z.array(z.string().max(12)).min(1).max(3),
});

const model = await openModel('models/chat', transformer);
const text = await model.tasks.chat.sample(
  { messages: [{ role: 'user', content: 'What goes with pizza?' }] },
  { constraint: { json: z.toJSONSchema(Emoji) }, maxTokens: Number(maxTokens), temperature: 0.7, seed: 1 },
).result();
console.log(text);
if (text.endsWith('}')) console.log(Emoji.parse(JSON.parse(text))); // never throws: the form was kept while it was written

// The same by a regular expression: a date that there may be.
const date = await model.tasks.complete.sample({ prompt: 'Date: ' }, { constraint: { pattern: '(19|20)\\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])' }, seed: 1 }).result();
console.log(date);
