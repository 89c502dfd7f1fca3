import { defaultSettings } from '@figment/core/training';
import { expect, it } from 'vitest';

import { trainingFields } from './training-fields.ts';

const words = ((key: string) => key) as never;
const labels = (subject: Parameters<typeof trainingFields>[2]): readonly string[] => trainingFields({ ...defaultSettings }, words, subject).map(({ label }) => label);

it.each([[undefined, 'rows'], ['image', 'batchSize'], ['audio', 'examples'], ['video', 'examples']] as const)('what a step learns from is called as for %s: %s', (subject, name) => {
  expect(labels(subject).filter((label) => /rows|batchSize|examples/.test(label))).toEqual([`settings.${name}.label`]);
});
