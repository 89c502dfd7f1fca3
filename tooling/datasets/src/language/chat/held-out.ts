import { shuffled } from '../shuffled.ts';
import { type Conversation, conversationsOf, messages } from './conversations.ts';
import type { Dice } from './dice.ts';
import { ask, heldOutWay, learntExchanges, outsideExchanges } from './exchanges.ts';
import { plain } from './fill.ts';
import type { Outsider } from './outside.ts';
import { type Question, questionsIn } from './questions.ts';
import { languages, type Subject } from './subject.ts';

/** By what is new about them: a known thing asked in a known way, the way to ask, what was said before, the thing. */
export type HeldOut = Readonly<Record<'pair' | 'way' | 'conversation' | 'outside', readonly Conversation[]>>;

const EACH = 150;

/** Questions that nobody learnt to answer, to see what was understood. */
export function heldOutFrom(train: readonly Conversation[], subjects: readonly Subject[], strangers: readonly Outsider[], seed: number, dice: Dice): HeldOut {
  const learnt = new Set(train.flat().map(({ content }) => plain(content)));
  const isNew = ([asked]: Conversation): boolean => !learnt.has(plain(asked!.content));
  const some = (all: readonly Conversation[]) => shuffled(all, seed).slice(0, EACH);
  const asked = (wayOf: (question: Question, subject: number, index: number) => string | undefined) => languages.flatMap((language) => subjects.flatMap((subject, i) => questionsIn[language].flatMap((question, q) => {
    const way = wayOf(question, i, q);
    const exchange = way === undefined ? undefined : ask(way, question.answer, subject, language, dice);
    return exchange === undefined ? [] : [messages(exchange)];
  })));
  const [en, ko] = languages.map((language) => shuffled(subjects.flatMap((subject, i) => learntExchanges(subject, i, language, dice)), seed + 1)) as [ReturnType<typeof learntExchanges>, ReturnType<typeof learntExchanges>];
  const talks = conversationsOf({ en, ko }, subjects, dice);
  return {
    pair: some(asked((question, subject, q) => question.ways[heldOutWay(question, subject, q) ?? -1]).filter(isNew)),
    way: some(asked(({ unseen }) => unseen).filter(isNew)),
    conversation: some(talks.filter(({ length }) => length >= 4)),
    outside: some(strangers.flatMap((stranger) => languages.flatMap((language) => outsideExchanges(stranger, language, 1, dice).map(messages))).filter(isNew)),
  };
}
