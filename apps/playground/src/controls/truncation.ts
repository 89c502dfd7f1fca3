import type { Truncation } from '../views/dice/reweigh.ts';
import type { Field } from '../workers/protocol/index.ts';
import { valueAt, type Values } from './values.ts';

/** Options that shape the dice, with how far and how finely people move them; what leaves the dice as it is. */
const shaping = {
  temperature: { reach: [0, 2], step: 0.05, off: 1 },
  topK: { reach: [0, 100], step: 1, off: 0 },
  topP: { reach: [0, 1], step: 0.01, off: 1 },
  minP: { reach: [0, 0.5], step: 0.01, off: 0 },
} as const;

/** How far and how finely other options are moved. */
const moved: Readonly<Record<string, Pick<Field, 'reach' | 'step'>>> = {
  maxTokens: { reach: [1, 400], step: 1 },
  repetitionPenalty: { reach: [0.8, 2], step: 0.01 },
  presencePenalty: { reach: [-2, 2], step: 0.1 },
  frequencyPenalty: { reach: [-2, 2], step: 0.1 },
  beams: { reach: [1, 16], step: 1 },
};

/** Options that pages set themselves, and that of a smaller model which guesses ahead, of which pages open none. */
const own = ['begin', 'candidates', 'draft'];

const nameOf = ({ path }: Field): string => path.join('.');

/** Those options of a task that shape the dice, as sliders. */
export function diceFields(options: readonly Field[]): readonly Field[] {
  return options.flatMap((field) => {
    const name = nameOf(field);
    return name in shaping ? [{ ...field, ...shaping[name as keyof typeof shaping], advanced: false }] : [];
  });
}

/** All other options of a task that a person sets. */
export function otherFields(options: readonly Field[]): readonly Field[] {
  return options.filter((field) => !(nameOf(field) in shaping) && !own.includes(field.path[0] ?? '')).map((field) => ({ ...field, ...moved[nameOf(field)] }));
}

/** How the dice is shaped by what was said, or else by the defaults. */
export function truncationOf(options: readonly Field[], values: Values): Truncation {
  const said = (name: keyof typeof shaping): number => {
    const field = options.find((each) => nameOf(each) === name);
    const value = valueAt(values, [name]) ?? field?.default;
    return typeof value === 'number' && field !== undefined ? value : shaping[name].off;
  };
  return { temperature: said('temperature'), topK: said('topK'), topP: said('topP'), minP: said('minP') };
}

export function sameTruncation(a: Truncation, b: Truncation): boolean {
  return (Object.keys(shaping) as (keyof Truncation)[]).every((name) => a[name] === b[name]);
}

/** As many faces as a page shows, for tasks that can be asked for them. */
export function withCandidates(options: readonly Field[], values: Values, count = 40): Values {
  return options.some((field) => nameOf(field) === 'candidates') ? { ...values, candidates: count } : values;
}
