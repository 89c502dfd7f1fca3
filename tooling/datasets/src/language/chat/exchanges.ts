import type { Dice } from './dice.ts';
import { casual, fill, type Filling } from './fill.ts';
import { type Outsider, outsideQuestions } from './outside.ts';
import { type Question, questionsIn, sameOfAnother } from './questions.ts';
import { dontKnow } from './small-talk.ts';
import type { Language, Subject } from './subject.ts';

/** A question and its answer. */
export interface Exchange {
  readonly question: string;
  readonly answer: string;
}

/** One about a subject, of which more can be asked. */
export interface SubjectExchange extends Exchange {
  readonly language: Language;
  readonly subject: Subject;
  readonly asked: Question;
  readonly way: string;
}

/** Of every hundred questions. */
const SMALL = 25, UNMARKED = 35, BY_ANOTHER_NAME = 25;
/** Of the ways to ask a question, so many are learnt of each subject, each of another few. */
const WAYS_LEARNT = 1 / 6;
/** Fewer ways than these are all learnt. */
const LEAST_WAYS_TO_HOLD_OUT = 5;

/** Asks about a subject in a given way; undefined where it lacks what is asked for. Answers are by the first name. */
export function ask(way: string, answer: string, subject: Subject, language: Language, dice: Dice): Exchange | undefined {
  const name = (of: Language): string => (dice.happens(BY_ANOTHER_NAME) ? dice.one(subject.names[of]) : subject.names[of][0]!);
  const question = fill(way, language, { emoji: subject.emoji, en: name('en'), ko: name('ko') });
  const said = fill(answer, language, answering(subject, language));
  return question === undefined || said === undefined ? undefined : { question: typed(way.startsWith('{en}') && dice.happens(50) ? question.charAt(0).toUpperCase() + question.slice(1) : question, dice), answer: said };
}

function answering({ emoji, names: { en, ko }, tags, kind }: Subject, language: Language): Filling {
  return { emoji, en: en[0], ko: ko[0], tags: tags[language], kind };
}

function typed(text: string, dice: Dice): string {
  return casual(text, { isSmall: dice.happens(SMALL), isUnmarked: dice.happens(UNMARKED) });
}

/** Which of the ways to ask is not learnt of this subject, though it is of others. */
export function heldOutWay({ ways }: Question, subject: number, question: number): number | undefined {
  return ways.length < LEAST_WAYS_TO_HOLD_OUT ? undefined : (7 * subject + 3 * question) % ways.length;
}

/** Everything that is asked of a subject, each question in a few of its ways. */
export function learntExchanges(subject: Subject, index: number, language: Language, dice: Dice): readonly SubjectExchange[] {
  return questionsIn[language].flatMap((asked, q) => {
    const held = heldOutWay(asked, index, q);
    const left = asked.ways.filter((_, way) => way !== held);
    return Array.from({ length: Math.ceil(asked.ways.length * WAYS_LEARNT) }, () => left.splice(dice.throw(left.length), 1)[0]!).flatMap((way) => {
      const exchange = ask(way, asked.answer, subject, language, dice);
      return exchange === undefined ? [] : [{ ...exchange, language, subject, asked, way }];
    });
  });
}

/** The same question of another subject, in short: "And 🍌?" */
export function askOfAnother({ asked, way, language }: SubjectExchange, another: Subject, dice: Dice): Exchange | undefined {
  const place = (['emoji', 'en', 'ko'] as const).find((name) => way.includes(`{${name}}`) || (name === 'en' && way.includes('{an}')));
  return place === undefined ? undefined : ask(dice.one(sameOfAnother[language][place]), asked.answer, another, language, dice);
}

/** Questions about what is no subject, some in each language it has a word in. */
export function outsideExchanges(outsider: Outsider, language: Language, count: number, dice: Dice): readonly Exchange[] {
  const ways = questionsIn[language].map((asked) => dice.one(asked.ways)).filter((way) => fill(way, language, outsider) !== undefined);
  return Array.from({ length: Math.min(count, ways.length) }, () => {
    const way = ways.splice(dice.throw(ways.length), 1)[0]!;
    return { question: typed(fill(way, language, outsider)!, dice), answer: dontKnow[language] };
  });
}

/** Questions about nothing of the kind, each as often as `count` says. */
export function otherQuestions(language: Language, count: number, dice: Dice): readonly Exchange[] {
  return outsideQuestions[language].flatMap((question) => Array.from({ length: count }, () => ({ question: typed(question, dice), answer: dontKnow[language] })));
}
