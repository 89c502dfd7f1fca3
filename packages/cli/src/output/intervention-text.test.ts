import { describe, expect, it } from 'vitest';

import { interventionText } from './intervention-text.ts';

describe('what a policy did', () => {
  it.each([
    [{ step: 1500, intervention: { kind: 'rollBack', to: 1400, rates: { discriminator: 0.5, generator: 0.5 }, reason: 'modeCollapse: it repeats itself.' } }, 'step 1,500: goes back to step 1,400 (discriminator x 0.5, generator x 0.5). modeCollapse: it repeats itself.'],
    [{ step: 20, intervention: { kind: 'scaleRate', rates: { generator: 0.125 }, reason: 'Too fast.' } }, 'step 20: goes on at other rates (generator x 0.125). Too fast.'],
    [{ step: 7, intervention: { kind: 'stop', reason: 'It diverges.' } }, 'step 7: stopped. It diverges.'],
    [{ step: 7 }, ''],
  ] as const)('is told in a line: %o', (event, text) => {
    expect(interventionText(event)).toBe(text);
  });
});
