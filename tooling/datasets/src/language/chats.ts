import { foldIn, key } from '@figment/core/random';

import { type Conversation, conversationsOf, messages, smallTalkExchanges } from './chat/conversations.ts';
import { Dice } from './chat/dice.ts';
import { ask, heldOutWay, learntExchanges, otherQuestions, outsideExchanges } from './chat/exchanges.ts';
import { plain } from './chat/fill.ts';
import { outsiders } from './chat/outside.ts';
import { type Question, questionsIn } from './chat/questions.ts';
import { type Language, languages, subjectsOf } from './chat/subject.ts';
import type { EmojiFacts } from './emoji-facts.ts';
import { shuffled } from './shuffled.ts';

/** What is learnt, and what is asked to see what was understood. */
interface Chats {
  readonly train: readonly Conversation[];
  /** By what is new about them: how a known thing is asked in a known way, the way to ask, what was said before, the thing. */
  readonly heldOut: Readonly<Record<'pair' | 'way' | 'conversation' | 'outside', readonly Conversation[]>>;
}

const HELD_OUT_EACH = 150;
/** Things that are no subjects: some hundreds. */
const OUTSIDE = 720;
/** One of so many of them is not learnt as such. */
const OUTSIDE_HELD_OUT = 8;

/** Conversations about emoji in English and in Korean, made of `talkedAbout`; `others` are what they don't know. The seed alone decides. */
export function chats(talkedAbout: readonly EmojiFacts[], others: readonly EmojiFacts[], seed: number): Chats {
  const run = key(seed);
  const dice = new Dice(foldIn(run, 1)), other = new Dice(foldIn(run, 2));
  const subjects = subjectsOf(talkedAbout);
  const known = new Set(subjects.flatMap(({ names }) => [...names.en, ...names.ko]).map((name) => name.toLowerCase()));
  const strangers = shuffled(outsiders(others, (word) => known.has(word.toLowerCase())), seed).slice(0, OUTSIDE);
  const [learntStrangers, newStrangers] = [strangers.filter((_, i) => i % OUTSIDE_HELD_OUT !== 0), strangers.filter((_, i) => i % OUTSIDE_HELD_OUT === 0)];

  const about = (language: Language, dice: Dice) => subjects.flatMap((subject, i) => learntExchanges(subject, i, language, dice));
  const learnt = (language: Language) => shuffled([
    ...about(language, dice),
    ...learntStrangers.flatMap((stranger) => outsideExchanges(stranger, language, 1, dice)),
    ...otherQuestions(language, 2, dice), ...smallTalkExchanges(language),
  ], seed + 1);
  const train = shuffled(conversationsOf({ en: learnt('en'), ko: learnt('ko') }, subjects, dice), seed + 2);

  const learntQuestions = new Set(train.flat().map(({ content }) => plain(content)));
  const isNew = ([asked]: Conversation): boolean => !learntQuestions.has(plain(asked!.content));
  const askAll = (wayOf: (question: Question, subject: number, q: number) => string | undefined) => some(languages.flatMap((language) => subjects.flatMap((subject, i) => questionsIn[language].flatMap((question, q) => {
    const way = wayOf(question, i, q);
    const exchange = way === undefined ? undefined : ask(way, question.answer, subject, language, other);
    return exchange === undefined ? [] : [messages(exchange)];
  }))).filter(isNew));
  const some = (all: readonly Conversation[]) => shuffled(all, seed + 3).slice(0, HELD_OUT_EACH);
  const talks = conversationsOf({ en: shuffled(about('en', other), seed + 4), ko: shuffled(about('ko', other), seed + 4) }, subjects, other);
  return {
    train,
    heldOut: {
      pair: askAll((question, subject, q) => question.ways[heldOutWay(question, subject, q) ?? -1]),
      way: askAll(({ unseen }) => unseen),
      conversation: some(talks.filter(({ length }) => length >= 4)),
      outside: some(newStrangers.flatMap((stranger) => languages.flatMap((language) => outsideExchanges(stranger, language, 1, other).map(messages))).filter(isNew)),
    },
  };
}
