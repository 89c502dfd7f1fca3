import type { Tensor } from '@figment/core';
import { registerKind, tensorKind } from '@figment/core/plugin';

declare module '@figment/core/plugin' {
  interface Kinds {
    /** int32 [T], MIDI numbers */
    melody: Tensor;
  }
}

registerKind('melody', tensorKind({ dtype: 'int32', shapes: ['T'], least: 0, most: 127 }));
