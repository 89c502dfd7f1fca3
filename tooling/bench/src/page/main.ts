/** The page that measures the painter in a browser: `paint` is called from outside. */
import { selectBackend } from '@figment/core';

import { openPainter } from '../models/painter.ts';

let painter: Promise<() => Promise<number>> | undefined;

Object.assign(globalThis, {
  /** Starts the backend and opens the model where that has not been done; the mean of a picture's bytes. */
  async paint(): Promise<number> {
    painter ??= selectBackend({ prefer: 'wasm' }).then(openPainter);
    return (await painter)();
  },
});
