import { piecewise } from './piecewise.ts';
import type { Decoder } from './decoder.ts';

/** What is done with tokens where there is no decoder. */
export const joinedBySpaces: Decoder = piecewise({ type: 'None' }, () => {
  let isFirst = true;
  return (token) => {
    const text = isFirst ? token : ` ${token}`;
    isFirst = false;
    return text;
  };
});
