import { useCallback, useEffect, useMemo, useState } from 'react';

import { compute } from '../../state/compute.ts';
import type { ChangeAddress, GenerateAddress } from '../../state/generate-url.ts';
import type { DataSetDescription, InputValue, OpenedModel, TaskDescription } from '../../workers/protocol/index.ts';
import { addressOf, inputFrom, missingInputs, startingInput } from './given.ts';
import { plainInput } from './input.ts';

/** What a task is given: as the address says, what cannot be written into it, and something to begin with. */
export interface TaskInputs {
  readonly inputs: Readonly<Record<string, InputValue>>;
  /** What can't be written down: another object when it changes. */
  readonly own: unknown;
  readonly missing: readonly string[];
  /** What values were made from, by name. */
  readonly pictures: Readonly<Record<string, InputValue>>;
  readonly give: (name: string, value: InputValue) => void;
  /** Makes a value from a picture by another task of the model. */
  readonly derive: (name: string, by: string, picture: InputValue) => Promise<void>;
  /** Forgets what the address doesn't hold. */
  readonly forget: () => void;
}

export function useTaskInputs(model: OpenedModel, task: TaskDescription | undefined, set: DataSetDescription | undefined, address: GenerateAddress, change: ChangeAddress): TaskInputs {
  const [own, setOwn] = useState<Readonly<Record<string, InputValue>>>({});
  const [pictures, setPictures] = useState<Readonly<Record<string, InputValue>>>({});

  const inputs = useMemo(() => {
    const entries = (task?.input ?? []).map((input, place) => [input.name, own[input.name] ?? inputFrom(input, address.inputs[input.name]) ?? startingInput(input, place, set)] as const);
    return Object.fromEntries(entries.filter((entry): entry is readonly [string, InputValue] => entry[1] !== undefined));
  }, [task, own, address.inputs, set]);

  const give = useCallback((name: string, value: InputValue) => {
    const written = addressOf(value);
    setOwn((before) => ({ ...without(before, name), ...(written === undefined && { [name]: value }) }));
    change((before) => ({ inputs: { ...without(before.inputs, name), ...(written !== undefined && { [name]: written }) } }));
  }, [change]);
  const derive = useCallback(async (name: string, by: string, picture: InputValue) => {
    setPictures((before) => ({ ...before, [name]: picture }));
    const made = await compute().derive(model.source, by, picture);
    give(name, plainInput(made.kind, made.value));
  }, [model.source, give]);
  const forget = useCallback(() => {
    setOwn({});
    setPictures({});
  }, []);

  // A latent vector means nothing to anybody: it begins where a picture lies.
  useEffect(() => {
    for (const [place, { name, madeBy }] of (task?.input ?? []).entries()) {
      if (inputs[name] !== undefined || madeBy === undefined || pictures[name] !== undefined) continue;
      const picture = startingInput({ name, kind: 'image', shape: undefined, madeBy: undefined }, place, set);
      if (picture !== undefined) void derive(name, madeBy, picture);
    }
  }, [task, inputs, pictures, set, derive]);

  return { inputs, own, missing: missingInputs(task, inputs), pictures, give, derive, forget };
}

function without<Value>(values: Readonly<Record<string, Value>>, name: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}
