import type { ModelDefinition, Schema, TaskSpec } from '@figment/core/plugin';

import type { Check } from './check.ts';
import { checkpointChecks } from './checks/checkpoint.ts';
import { creationChecks } from './checks/creation.ts';
import { definitionChecks } from './checks/definition.ts';
import { gradientChecks } from './checks/gradients.ts';
import { inputChecks } from './checks/input.ts';
import { samplingChecks } from './checks/sampling.ts';
import { trainingChecks } from './checks/training.ts';
import type { PluginCheckOptions } from './options.ts';
import { Subject } from './subject.ts';

/**
 * What a model has to promise, as checks that any test runner can run, in order and one at a time: they watch how many tensors there are.
 *
 * ```ts
 * for (const { name, run } of modelPluginChecks(lstm, { config: { width: 16 }, invalidConfig: { width: 3 } })) test(name, run);
 * ```
 */
export function modelPluginChecks<C extends Schema, Tasks extends Record<string, TaskSpec>, Batch, Runs, Observed extends object, Source = Batch>(
  definition: ModelDefinition<C, Tasks, Batch, Runs, Observed, Source>,
  options: PluginCheckOptions<C, Tasks, Batch | Source>,
): readonly Check[] {
  const { backends = ['cpu', 'wasm'] } = options;
  return backends.flatMap((backend) => {
    const subject = new Subject(definition, options, backend);
    const groups = [definitionChecks, creationChecks, inputChecks, samplingChecks, gradientChecks, trainingChecks, checkpointChecks];
    return groups.flatMap((group) => group(subject)).map(({ name, run }) => ({ name: `${backend}: ${name}`, run }));
  });
}
