import { memory } from '@figment/core/ops';
import { afterEach, beforeEach, expect } from 'vitest';

/** Every test of the file leaves as many tensors as it found. */
export function expectNoLeaks(): void {
  let before = 0;
  beforeEach(() => { before = memory().numTensors; });
  afterEach(() => { expect(memory().numTensors).toBe(before); });
}
