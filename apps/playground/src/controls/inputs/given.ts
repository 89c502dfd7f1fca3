import type { DataSetDescription, InputValue, TaskDescription, TaskInput } from '../../workers/protocol/index.ts';
import { isPlain } from '../../views/image/pixels.ts';
import { plainInput, vector } from './input.ts';
import { canGive } from './kinds.ts';
import { maskFrom, middleOf, writtenMask } from './mask/mask.ts';

/** Longest list of numbers that a link carries. */
const longestList = 256;

/** How an input stands in the address; undefined for what cannot. */
export function addressOf(value: InputValue): string | readonly number[] | undefined {
  if (value.from === 'data') return `${value.data}:${value.index}`;
  if (typeof value.value === 'string') return `text:${value.value}`;
  if (typeof value.value === 'number') return [value.value];
  if (value.kind === 'mask' && isPlain(value.value)) return writtenMask(value.value);
  if (value.kind === 'embedding' && isPlain(value.value) && value.value.data.length <= longestList) return Array.from(value.value.data, (number) => Math.round(number * 100) / 100);
  return undefined;
}

/** What the address says, if it says something that fits. */
export function inputFrom(input: TaskInput, written: string | readonly number[] | undefined): InputValue | undefined {
  if (written === undefined) return undefined;
  if (typeof written !== 'string') {
    if (input.kind === 'label') return plainInput('label', written[0] ?? 0);
    return input.kind === 'embedding' ? plainInput('embedding', vector(written, lengthOf(input) ?? written.length)) : undefined;
  }
  if (input.kind === 'text') return plainInput('text', written.replace(/^text:/, ''));
  if (input.kind === 'mask') {
    const mask = maskFrom(written);
    return mask && plainInput('mask', mask);
  }
  const match = /^(.+):(\d+)$/.exec(written);
  return match?.[1] === undefined ? undefined : { from: 'data', data: match[1], index: Number(match[2]) };
}

/** A text, and what it is in another language. */
const startingTexts = ['The file could not be opened.', '파일을 열 수 없습니다.'] as const;

/** How a text may begin, and a conversation. */
const startingPrompt = 'The whale';
/** What pictures may be asked for by. */
const startingCaptions = ['red apple', 'yellow banana'] as const;
const startingMessage = 'Hello!';

/** Something to begin with, so that a task shows what it does before anything is chosen; the same for everybody. */
export function startingInput(input: TaskInput, place: number, set: DataSetDescription | undefined): InputValue | undefined {
  switch (input.kind) {
    // The golden ratio spreads places evenly however many there are.
    case 'image': return set === undefined ? undefined : { from: 'data', data: set.id, index: set.showcase[place] ?? Math.floor(set.count * ((0.1 + place * 0.618) % 1)) };
    case 'embedding': return lengthOf(input) === undefined || input.madeBy !== undefined ? undefined : plainInput('embedding', vector([], lengthOf(input) ?? 0));
    case 'label': return plainInput('label', 0);
    case 'text': return plainInput('text', set?.fields['image'] !== undefined ? startingCaptions[place] ?? startingCaptions[0] : input.name === 'prompt' ? startingPrompt : startingTexts[place] ?? startingTexts[0]);
    case 'mask': return input.shape === undefined ? undefined : plainInput('mask', middleOf(input.shape));
    case 'chat': return plainInput('chat', [{ role: 'user', content: startingMessage }]);
    default: return undefined;
  }
}

export function missingInputs(task: TaskDescription | undefined, inputs: Readonly<Record<string, InputValue>>): readonly string[] {
  return (task?.input ?? []).filter(({ name, kind }) => inputs[name] === undefined || !canGive(kind)).map(({ name }) => name);
}

function lengthOf({ shape }: TaskInput): number | undefined {
  return shape?.reduce((product, size) => product * size, 1);
}
