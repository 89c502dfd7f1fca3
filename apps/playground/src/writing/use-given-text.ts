import { useCallback, useState } from 'react';

import type { ChangeAddress, GenerateAddress } from '../state/generate-url.ts';

/** Longer texts are left out of the address: browsers and messengers cut long links. */
const longest = 1500;

/** A text that is given to a task: in the address while it is short enough, so that a link carries it. */
export function useGivenText(field: string, standard: string, address: GenerateAddress, change: ChangeAddress): readonly [string, (text: string) => void] {
  const [long, setLong] = useState<string | undefined>(undefined);
  const written = address.inputs[field];
  const set = useCallback((text: string) => {
    const fits = text.length <= longest;
    setLong(fits ? undefined : text);
    change((before) => {
      const others = Object.fromEntries(Object.entries(before.inputs).filter(([name]) => name !== field));
      return { inputs: fits ? { ...others, [field]: `text:${text}` } : others };
    });
  }, [change, field]);
  return [long ?? (typeof written === 'string' ? written.replace(/^text:/, '') : standard), set];
}
