import { defaultSettings } from '@figment/core/training';
import { Command } from 'commander';
import { expect, it } from 'vitest';

import { addTrainingFlags, settingsFrom } from './training-flags.ts';

const parse = (...argv: string[]) => addTrainingFlags(new Command().exitOverride().configureOutput({ writeErr: () => undefined }), defaultSettings).parse(argv, { from: 'user' }).opts();

it('puts the command line before an earlier run, that before the model, and that before the defaults of core', () => {
  const model = { steps: 2400, ema: 0.998, learningRate: 2e-3 };
  const earlier = { steps: 300, learningRate: 1e-4 };
  expect(settingsFrom(parse('--steps', '50', '--flip', '0.5'), model, earlier)).toEqual({ ...defaultSettings, steps: 50, ema: 0.998, learningRate: 1e-4, augment: { flip: 0.5, permuteChannels: 0 } });
});

it('refuses what is no number, out of range, or no choice', () => {
  for (const argv of [['--steps', '0'], ['--steps', '1.5'], ['--learning-rate', 'fast'], ['--ema', '2'], ['--optimizer', 'magic']]) expect(() => parse(...argv)).toThrow();
});
