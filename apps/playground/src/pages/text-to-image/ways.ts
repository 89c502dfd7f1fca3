import type { Values } from '../../controls/values.ts';
import type { Field, InputValue, TaskDescription } from '../../workers/protocol/index.ts';

/** What is said and given on this page, whichever way it is used. */
export interface Said {
  readonly prompt: string;
  /** The text at the other end of a way between two. */
  readonly other: string;
  readonly picture: InputValue | undefined;
  readonly mask: InputValue | undefined;
}

/** Tasks that make pictures of texts, in the order in which they are met. */
const order = ['textToImage', 'imageToImage', 'variations', 'inpaint', 'outpaint', 'interpolatePrompts', 'interpolateNoises', 'edit'];
const given = ['text', 'image', 'mask'];

/** Those tasks of a model that this page can do: by name and by what they take, whoever wrote them. */
export function waysOf(tasks: readonly TaskDescription[]): readonly TaskDescription[] {
  return order.flatMap((name) => tasks.filter((task) => task.name === name && task.output === 'image' && task.input.every(({ kind }) => given.includes(kind))));
}

const nameOf = ({ path }: Field): string => path.join('.');

/** Options that have a place of their own on this page. */
const own = ['prompt', 'negativePrompt', 'label'];

/** How far and how finely options are moved, where their range is longer than anybody moves. */
const moved: Readonly<Record<string, Pick<Field, 'reach' | 'step'>>> = {
  steps: { reach: [1, 50], step: 1 },
  guidance: { reach: [0, 10], step: 0.1 },
  count: { reach: [1, 16], step: 1 },
  frames: { reach: [2, 16], step: 1 },
};
const sides = ['left', 'right', 'top', 'bottom'];

/** The options of a way that a form shows; `side` is that of the model's pictures. */
export function fieldsOf({ options }: TaskDescription, side: number): readonly Field[] {
  return options.filter((field) => !own.includes(nameOf(field))).map((field) => ({ ...field, ...(sides.includes(nameOf(field)) ? { reach: [0, side] as const, step: 1 } : moved[nameOf(field)]) }));
}

export function takes({ options }: TaskDescription, option: string): boolean {
  return options.some((field) => nameOf(field) === option);
}

/** Whether a text says what is to be seen: as what is given, or as an option. */
export function readsPrompt(task: TaskDescription): boolean {
  return task.input.some(({ kind }) => kind === 'text') || takes(task, 'prompt');
}

/** What a way is given, by name; what is missing is left out. */
export function inputsOf({ input }: TaskDescription, { prompt, other, picture, mask }: Said): Readonly<Record<string, InputValue>> {
  const texts = [prompt, other];
  const entries = input.map(({ name, kind }): readonly [string, InputValue | undefined] => {
    if (kind === 'text') return [name, { from: 'plain', kind, value: texts.shift() ?? '' }];
    return [name, kind === 'mask' ? mask : picture];
  });
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, InputValue] => entry[1] !== undefined));
}

/** Options that a way knows, of all that were said: what was set for another way waits for it. */
export function optionsOf(task: TaskDescription, values: Values, { prompt }: Pick<Said, 'prompt'>): Values {
  const known = Object.entries(values).filter(([name]) => task.options.some(({ path }) => path[0] === name));
  return { ...Object.fromEntries(known), ...(takes(task, 'prompt') && { prompt }) };
}
