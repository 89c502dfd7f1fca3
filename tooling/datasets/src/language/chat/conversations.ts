import type { Dice } from './dice.ts';
import { ask, askOfAnother, type Exchange, type SubjectExchange } from './exchanges.ts';
import { furtherQuestions } from './questions.ts';
import { smallTalk } from './small-talk.ts';
import type { Language, Subject } from './subject.ts';

/** One message of a conversation. */
interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

export type Conversation = readonly Message[];

/** Of every hundred: conversations that begin with a greeting, topics that are asked on about, topics that are in the other language than the one before. */
const GREETED = 10, GOES_ON = 40, SWITCHES = 12;
/** So that a conversation fits into what the model reads at once. */
const LONGEST_BYTES = 215;

/** All that there is to say, in conversations of one to four topics. */
export function conversationsOf(exchanges: Readonly<Record<Language, readonly (Exchange | SubjectExchange)[]>>, subjects: readonly Subject[], dice: Dice): readonly Conversation[] {
  const rest = { en: [...exchanges.en], ko: [...exchanges.ko] };
  const all: Conversation[] = [];
  while (rest.en.length + rest.ko.length > 0) {
    let language: Language = dice.throw(rest.en.length + rest.ko.length) < rest.en.length ? 'en' : 'ko';
    const said: Exchange[] = dice.happens(GREETED) ? [greeting(language, dice)] : [];
    for (let topics = 1 + dice.throw(4); topics > 0; topics--) {
      if (rest[language].length === 0 || dice.happens(SWITCHES)) language = language === 'en' ? 'ko' : 'en';
      const next = rest[language].at(-1);
      if (next === undefined || (said.length > 0 && bytes([...said, next]) > LONGEST_BYTES)) break;
      rest[language].pop();
      said.push(next);
      const further = 'subject' in next && dice.happens(GOES_ON) ? goOn(next, subjects, dice) : undefined;
      if (further !== undefined && further.answer !== next.answer && bytes([...said, further]) <= LONGEST_BYTES) said.push(further);
    }
    if (said.length > 0) all.push(said.flatMap(messages));
  }
  return all;
}

export function messages({ question, answer }: Exchange): Conversation {
  return [{ role: 'user', content: question }, { role: 'assistant', content: answer }];
}

/** More of the same subject, or the same of another. */
function goOn(last: SubjectExchange, subjects: readonly Subject[], dice: Dice): Exchange | undefined {
  if (dice.happens(40)) return askOfAnother(last, dice.one(subjects), dice);
  const { ways, answer } = dice.one(furtherQuestions[last.language]);
  return ask(dice.one(ways), answer, last.subject, last.language, dice);
}

function greeting(language: Language, dice: Dice): Exchange {
  const { said, answer } = dice.one(smallTalk[language].slice(0, 2));
  return { question: dice.one(said), answer };
}

/** Each way to say something that is no question about a subject. */
export function smallTalkExchanges(language: Language): readonly Exchange[] {
  return smallTalk[language].flatMap(({ said, answer }) => said.flatMap((question) => [{ question, answer }, { question: question.replace(/[.?!]$/, '').toLowerCase(), answer }]));
}

function bytes(exchanges: readonly Exchange[]): number {
  return exchanges.reduce((sum, { question, answer }) => sum + new TextEncoder().encode(question + answer).length + 20, 0);
}
