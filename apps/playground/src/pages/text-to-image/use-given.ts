import { useCallback, useMemo, useState } from 'react';

import { addressOf, inputFrom, startingInput } from '../../controls/inputs/given.ts';
import type { ChangeAddress, GenerateAddress } from '../../state/generate-url.ts';
import type { DataSetDescription, InputValue, TaskDescription, TaskInput } from '../../workers/protocol/index.ts';

interface Given {
  readonly picture: InputValue | undefined;
  readonly mask: InputValue | undefined;
  /** What can't be written into the address: a picture of one's own. */
  readonly own: Readonly<Record<string, InputValue>>;
  readonly give: (kind: 'image' | 'mask', value: InputValue) => void;
}

/** The picture and the mask that this page works on: the same for all its ways, and in the address where they can be. */
export function useGiven(task: TaskDescription, set: DataSetDescription | undefined, address: GenerateAddress, change: ChangeAddress): Given {
  const [own, setOwn] = useState<Readonly<Record<string, InputValue>>>({});
  const give = useCallback((kind: 'image' | 'mask', value: InputValue) => {
    const written = addressOf(value);
    const without = <Value,>(values: Readonly<Record<string, Value>>) => Object.fromEntries(Object.entries(values).filter(([name]) => name !== kind));
    setOwn((before) => ({ ...without(before), ...(written === undefined && { [kind]: value }) }));
    change((before) => ({ inputs: { ...without(before.inputs), ...(written !== undefined && { [kind]: written }) } }));
  }, [change]);
  const written = address.inputs;
  return useMemo(() => {
    const value = (kind: 'image' | 'mask'): InputValue | undefined => {
      const input: TaskInput | undefined = task.input.find((each) => each.kind === kind);
      return input && (own[kind] ?? inputFrom(input, written[kind]) ?? startingInput(input, 0, set));
    };
    return { picture: value('image'), mask: value('mask'), own, give };
  }, [task, own, written, set, give]);
}
