import { expect, it } from 'vitest';

import { chats } from './chats.ts';
import { copula } from './korean.ts';

const cake = { emoji: '🎂', category: 'Food & Drink', en: { label: 'birthday cake', tags: ['sweet', 'candles'] }, ko: { label: '생일 케이크', tags: ['달콤', '축하'] } };

it('ends what something is as Korean does, by its last sound', () => {
  expect(['사과', '수박', '케이크', 'A'].map(copula)).toEqual(['사과예요.', '수박이에요.', '케이크예요.', 'A예요.']);
});

it('talks about an emoji in both languages, user and assistant in turn, alike for the same seed', () => {
  const all = chats([cake], 7);
  expect(all.length).toBeGreaterThanOrEqual(8);
  expect(chats([cake], 7)).toEqual(all);
  for (const messages of all) expect(messages.map(({ role }) => role)).toEqual(messages.map((_, i) => (i % 2 === 0 ? 'user' : 'assistant')));
  expect(all.flat().map(({ content }) => content)).toEqual(expect.arrayContaining(['What is 🎂?', 'Birthday cake.', '🎂 뭐예요?', '생일 케이크예요.']));
});

it('asks nothing that has no answer', () => {
  const questions = chats([{ ...cake, en: { label: 'birthday cake', tags: [] } }], 7).flat().map(({ content }) => content);
  expect(questions).not.toContain('What goes with birthday cake?');
});
