import { isPlain } from '../../views/image/pixels.ts';
import type { InputValue, Plain, TaskInput } from '../../workers/protocol/index.ts';

export interface InputControlProps {
  readonly input: TaskInput;
  readonly label: string;
  readonly value: InputValue | undefined;
  readonly onChange: (value: InputValue) => void;
  /** Data set that the model was trained on, if it is known. */
  readonly data: string | undefined;
  /** Makes the value from a picture, where the model can; `picture` is the one it was made from. */
  readonly derive: ((picture: InputValue) => Promise<void>) | undefined;
  readonly picture: InputValue | undefined;
  /** All that the task is given, by name: what a mask lies over. */
  readonly beside?: Readonly<Record<string, InputValue>> | undefined;
  /** Also takes what is pasted anywhere on the page. */
  readonly takesPaste: boolean;
}

export function plainInput(kind: string, value: unknown): InputValue {
  return { from: 'plain', kind, value };
}

export function numbersOf(value: InputValue | undefined): readonly number[] {
  return value?.from === 'plain' && isPlain(value.value) ? Array.from(value.value.data) : [];
}

export function vector(numbers: readonly number[], length: number): Plain {
  return { data: Float32Array.from({ length }, (_, i) => numbers[i] ?? 0), shape: [length] };
}
