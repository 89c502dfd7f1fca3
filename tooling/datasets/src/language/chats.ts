import { foldIn, key } from '@figment/core/random';

import { type Conversation, conversationsOf, smallTalkExchanges } from './chat/conversations.ts';
import { Dice } from './chat/dice.ts';
import { learntExchanges, otherQuestions, outsideExchanges } from './chat/exchanges.ts';
import { type HeldOut, heldOutFrom } from './chat/held-out.ts';
import { outsiders } from './chat/outside.ts';
import { type Language, subjectsOf } from './chat/subject.ts';
import type { EmojiFacts } from './emoji-facts.ts';
import { shuffled } from './shuffled.ts';

/** Things that are no subjects: some hundreds. */
const OUTSIDE = 720;
/** One of so many of them is not learnt as such. */
const OUTSIDE_HELD_OUT = 8;

/** Conversations about emoji in English and in Korean, made of `talkedAbout`; `others` are what they don't know. The seed alone decides. */
export function chats(talkedAbout: readonly EmojiFacts[], others: readonly EmojiFacts[], seed: number): { readonly train: readonly Conversation[]; readonly heldOut: HeldOut } {
  const run = key(seed), dice = new Dice(foldIn(run, 1));
  const subjects = subjectsOf(talkedAbout);
  const known = new Set(subjects.flatMap(({ names }) => [...names.en, ...names.ko]).map((name) => name.toLowerCase()));
  const strangers = shuffled(outsiders(others, (word) => known.has(word.toLowerCase())), seed).slice(0, OUTSIDE);
  const isHeldOut = (index: number): boolean => index % OUTSIDE_HELD_OUT === 0;
  const learnt = (language: Language) => shuffled([
    ...subjects.flatMap((subject, i) => learntExchanges(subject, i, language, dice)),
    ...strangers.flatMap((stranger, i) => (isHeldOut(i) ? [] : outsideExchanges(stranger, language, 1, dice))),
    ...otherQuestions(language, 2, dice), ...smallTalkExchanges(language),
  ], seed + 1);
  const train = shuffled(conversationsOf({ en: learnt('en'), ko: learnt('ko') }, subjects, dice), seed + 2);
  return { train, heldOut: heldOutFrom(train, subjects, strangers.filter((_, i) => isHeldOut(i)), seed + 3, new Dice(foldIn(run, 2))) };
}
