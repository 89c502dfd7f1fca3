import { describe, expect, it } from 'vitest';

import { everydayNames } from './chat/everyday-names.ts';
import { fill, plain } from './chat/fill.ts';
import { subjectsOf } from './chat/subject.ts';
import { chats } from './chats.ts';
import { emojiFacts } from './emoji-facts.ts';
import { withParticle } from './korean.ts';

const cake = { emoji: '🎂', category: 'Food & Drink', en: { label: 'birthday cake', tags: ['dessert', 'candles'] }, ko: { label: '생일 케이크', tags: ['달콤', '축하'] } };
const ant = { emoji: '🐜', category: 'Animals & Nature', en: { label: 'ant', tags: ['insect'] }, ko: { label: '개미', tags: ['곤충'] } };
const bus = { emoji: '🚌', category: 'Travel & Places', en: { label: 'bus', tags: [] }, ko: { label: '버스', tags: [] } };
const asked = (conversations: readonly (readonly { readonly role: string; readonly content: string }[])[]): readonly string[] => conversations.flat().filter(({ role }) => role === 'user').map(({ content }) => content);

describe('Korean', () => {
  it('has particles that go by the last sound', () => {
    expect(['사과', '수박', '케이크', 'A'].map((noun) => withParticle(noun, '이에요/예요'))).toEqual(['사과예요', '수박이에요', '케이크예요', 'A예요']);
    expect(['사과', '수박'].map((noun) => withParticle(noun, '은/는'))).toEqual(['사과는', '수박은']);
  });
});

describe('a way to ask', () => {
  it('is filled with names, articles and particles', () => {
    expect(fill('Show me {an}.', 'en', { en: 'apple' })).toBe('Show me an apple.');
    expect(fill('Show me {an}.', 'en', { en: 'rice' })).toBe('Show me rice.');
    expect(fill('{ko}{은/는} 영어로?', 'ko', { ko: '수박' })).toBe('수박은 영어로?');
  });

  it('is none where what it asks with or for is missing', () => {
    expect(fill('What is {en}?', 'en', { ko: '사랑' })).toBeUndefined();
    expect(fill('{Tags}.', 'en', { en: 'deer', tags: [] })).toBeUndefined();
  });
});

describe('subjects', () => {
  it('share no name, and each everyday name is of an emoji that is talked about', () => {
    const subjects = subjectsOf(emojiFacts().filter(({ category }) => ['Food & Drink', 'Animals & Nature'].includes(category)));
    for (const language of ['en', 'ko'] as const) {
      const names = subjects.flatMap(({ names }) => names[language]);
      expect(new Set(names).size).toBe(names.length);
    }
    expect(subjects.map(({ emoji }) => emoji)).toEqual(expect.arrayContaining(Object.keys(everydayNames)));
  });
});

describe('chats', () => {
  const { train, heldOut } = chats([cake, ant], [bus], 7);

  it('go on user and assistant in turn, alike for the same seed', () => {
    for (const messages of train) expect(messages.map(({ role }) => role)).toEqual(messages.map((_, i) => (i % 2 === 0 ? 'user' : 'assistant')));
    expect(chats([cake, ant], [bus], 7)).toEqual({ train, heldOut });
  });

  it('answer in both languages', () => {
    expect(train.flat().map(({ content }) => content)).toEqual(expect.arrayContaining(['Birthday cake.', '생일 케이크예요.', 'Here you are: 🎂', '여기 있어요: 🐜', 'A dessert: 🎂', '곤충이에요: 🐜']));
  });

  it('hold out what is not asked so in training', () => {
    const known = new Set(asked(train).map(plain));
    expect(heldOut.pair.length).toBeGreaterThan(0);
    for (const question of asked([...heldOut.pair, ...heldOut.way, ...heldOut.outside])) expect(known).not.toContain(plain(question));
  });

  it("say that they don't know what nobody told them", () => {
    const answers = train.flatMap((messages) => messages.flatMap(({ content }, i) => (/weather|날씨/.test(content) ? [messages[i + 1]!.content] : [])));
    expect(new Set(answers)).toEqual(new Set(["I don't know. I only know food and animals.", '몰라요. 음식과 동물만 알아요.']));
  });
});
