import { foldIn, key, type Key, randintArray } from '@figment/core/random';

import type { EmojiFacts } from './emoji-facts.ts';
import { copula } from './korean.ts';

/** One message of a conversation. */
export interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

type Exchange = readonly [question: string, answer: string];
type Topic = (facts: EmojiFacts) => readonly Exchange[];

/** What can be asked of an emoji; each is a list of ways to ask it, and of what may be asked next. */
const topics: Readonly<Record<'en' | 'ko', readonly Topic[]>> = {
  en: [
    ({ emoji, en, ko }) => [[`What is ${emoji}?`, `${capital(en.label)}.`], ['And in Korean?', copula(ko.label)]],
    ({ emoji, en, ko }) => [[`What is ${en.label} in Korean?`, copula(ko.label)], ['Can you show it?', emoji]],
    ({ emoji, en }) => [[`Show me ${en.label}.`, `Here you are: ${emoji}`], ['What goes with it?', listed(en.tags)]],
    ({ emoji, en }) => [[`What goes with ${en.label}?`, listed(en.tags)], ['Show it, please.', `Here you are: ${emoji}`]],
  ],
  ko: [
    ({ emoji, en, ko }) => [[`${emoji} 뭐예요?`, copula(ko.label)], ['영어로는요?', `${capital(en.label)}.`]],
    ({ emoji, en, ko }) => [[`${ko.label} 영어로 뭐예요?`, `${capital(en.label)}.`], ['보여 주세요.', emoji]],
    ({ emoji, ko }) => [[`${ko.label} 보여 주세요.`, `여기 있어요: ${emoji}`], ['뭐가 떠올라요?', listed(ko.tags)]],
    ({ emoji, ko }) => [[`${ko.label} 하면 뭐가 떠올라요?`, listed(ko.tags)], ['보여 주세요.', `여기 있어요: ${emoji}`]],
  ],
};

const greetings: Readonly<Record<'en' | 'ko', readonly Exchange[]>> = {
  en: [['Hello!', 'Hello! Ask me about food and animals.'], ['Hi', 'Hi! Which animal shall we talk about?'], ['Who are you?', 'A very small language model that knows emoji.'], ['Thank you!', 'You are welcome!'], ['Good morning', 'Good morning! Ask me about food and animals.']],
  ko: [['안녕하세요!', '안녕하세요! 음식이나 동물에 대해 물어보세요.'], ['안녕', '안녕하세요! 어떤 동물이 궁금하세요?'], ['누구세요?', '이모지를 아는 아주 작은 언어 모델이에요.'], ['고마워요!', '천만에요!'], ['좋은 아침이에요', '좋은 아침이에요! 음식이나 동물에 대해 물어보세요.']],
};

/** Conversations about emoji: each emoji in every way, some with a second question, and some once more after a greeting. The seed alone decides. */
export function chats(all: readonly EmojiFacts[], seed: number): readonly (readonly Message[])[] {
  return all.flatMap((facts, i) => (['en', 'ko'] as const).flatMap((language, l) => topics[language].flatMap((topic, t) => {
    const exchanges = topic(facts);
    if (exchanges.some(([, answer]) => answer === '')) return [];
    const [greets, which, goesOn] = draw(foldIn(foldIn(key(seed), i), 2 * t + l), [5, greetings[language].length, 2]);
    const asked = exchanges.slice(0, 1 + goesOn!);
    const greeted = greets === 0 ? [[greetings[language][which!]!, ...asked]] : [];
    return [asked, ...greeted].map((all) => all.flatMap(([question, answer]): Message[] => [{ role: 'user', content: question }, { role: 'assistant', content: answer }]));
  })));
}

/** A number from 0 to just below each limit. */
function draw(from: Key, limits: readonly number[]): readonly number[] {
  return limits.map((limit, i) => randintArray(foldIn(from, i), 1, { min: 0, max: limit })[0]!);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function listed(tags: readonly string[]): string {
  return tags.length === 0 ? '' : `${capital(tags.slice(0, 3).join(', '))}.`;
}
