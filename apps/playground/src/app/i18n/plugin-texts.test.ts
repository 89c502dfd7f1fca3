import type { Schema } from '@figment/core/plugin';
import { classifierFree } from '@figment/diffusion/guidance';
import { schedulerLoaders } from '@figment/diffusion/schedulers';
import { healthThresholds, verdictOn } from '@figment/gan/health';
import { describe, expect, it } from 'vitest';

import { plugins } from '../../plugins.ts';
import { fields } from '../../workers/compute/fields.ts';
import { errorTexts as errorsEn } from './errors.en.ts';
import { errorTexts as errorsKo } from './errors.ko.ts';
import { pluginPatterns, pluginTexts } from './plugin-texts.ko.ts';

/** All that the interface shows of a schema. */
function textsOf(schema: Schema): string[] {
  return fields(schema).flatMap(({ label, group, description, choices, record }) => [label, group, description, record?.label, record?.description, ...(choices ?? [])].filter((text): text is string => typeof text === 'string'));
}

describe('Korean', () => {
  for (const definition of plugins.flatMap(({ models }) => models ?? [])) {
    it(`has every text of ${definition.id}`, () => {
      const tokenizer = definition.tokenizer?.options;
      const tasks = Object.values(definition.tasks as Record<string, { title: string; description?: string; options: Schema }>);
      const policies = Object.values((definition.policies ?? {}) as Record<string, { title: string; description?: string }>);
      const shown = [definition.title, definition.description, ...policies.flatMap(({ title, description }) => [title, description]), ...textsOf(definition.config as Schema), ...(tokenizer === undefined ? [] : textsOf(tokenizer)), ...tasks.flatMap(({ title, description, options }) => [title, description, ...textsOf(options)])];
      const missing = [...new Set(shown)].filter((text) => text !== undefined && !(text in pluginTexts));
      expect(missing).toEqual([]);
    });
  }

  it('has every sampler and way of guidance that models tell of', async () => {
    const samplers = await Promise.all(Object.values(schedulerLoaders).map((load) => load()));
    const missing = [...samplers, classifierFree].flatMap(({ title, description }) => [title, description]).filter((text) => text !== undefined && !(text in pluginTexts));
    expect(missing).toEqual([]);
  });

  it('says in Korean, with its numbers, why two networks are out of balance', () => {
    const state = { step: 300, losses: [1, 1], accuracyReal: 0.6, accuracyMade: 0.6, accuracy: 0.6, distance: 0.1, overfitting: 0.2, diversity: 1, coverage: 1, gradientNorms: { discriminator: 1, generator: 1 }, spread: 1, growth: 1 };
    const troubles = [{ losses: [Number.NaN] }, { gradientNorms: { discriminator: 1e6, generator: 1 } }, { growth: 99 }, { step: 3 }, { diversity: 0.1 }, { coverage: 0.1 }, { accuracy: 0.99 }, { overfitting: 0.99, accuracyMade: 0.9 }, { spread: 0 }, { accuracy: 0.1 }];
    const reasons = troubles.map((trouble) => verdictOn({ ...state, ...trouble }, healthThresholds).reason);
    expect(new Set(reasons).size).toBe(troubles.length);
    for (const reason of reasons) expect(reason in pluginTexts || pluginPatterns.some(([form]) => form.test(reason)), reason).toBe(true);
  });

  it('has every error that English has', () => {
    expect(Object.keys(errorsKo).sort()).toEqual(Object.keys(errorsEn).sort());
  });
});
