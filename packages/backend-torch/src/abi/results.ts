import type { Abi } from './abi.ts';
import type { Handle, ResultTypes } from './signature.ts';

/** Reads a result from a word of the dispatcher's stack, by its letter. The caller owns the handles. */
export type Decoders = { readonly [Letter in keyof ResultTypes]: (place: number) => ResultTypes[Letter] };

export function createDecoders(abi: Abi, own: (handle: Handle) => Handle): Decoders {
  const { functions, scratch } = abi;
  const out = scratch.out();
  return {
    T: (place) => {
      const address = scratch.readAddress(place);
      // Where torch has nothing to give, e.g. a gradient that was not asked for.
      return address === 0 ? (0 as Handle) : own(abi.made(address));
    },
    L: (place) => {
      const list = scratch.readAddress(place);
      functions.listSize(list, out);
      const handles = Array.from({ length: scratch.result() }, (_, i) => {
        functions.listItem(list, i, out);
        return own(abi.madeResult());
      });
      functions.deleteList(list);
      return handles;
    },
    i: (place) => scratch.readInt(place),
    f: (place) => scratch.readFloat(place),
    b: (place) => scratch.readBool(place),
  };
}
