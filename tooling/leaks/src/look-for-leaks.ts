import { memory } from '@figment/core/ops';
import { type AnyModelDefinition, isFigmentError } from '@figment/core/plugin';
import { type AnyOptions, Subject } from '@figment/testing';

import type { Finding } from './finding.ts';
import { type Counts, scenarios } from './scenarios.ts';

/** Makes the model, lets it do everything, and yields what each thing left behind. */
export async function* lookForLeaks(definition: AnyModelDefinition, options: Partial<AnyOptions>, backend: string, counts: Counts): AsyncGenerator<Finding, void, undefined> {
  const subject = new Subject(definition, { config: {}, invalidConfig: undefined, ...options }, backend);
  await subject.startBackend();
  const about = { model: definition.id, backend };
  const start = memory().numTensors;
  const created = performance.now();
  const model = await subject.create();
  await subject.calibrate(model);
  for (const { name, run } of scenarios(subject, counts)) {
    if (model.tasks[name.split(',')[0]!]?.unavailable !== undefined) continue;
    const before = memory().numTensors;
    const began = performance.now();
    let grown = 0;
    let residentBytes: number | undefined;
    let error: string | undefined;
    try {
      ({ grown = 0, residentBytes } = await run(model));
    } catch (cause) {
      error = isFigmentError(cause) ? `${cause.code}: ${cause.message}` : String(cause);
    }
    const left = memory().numTensors - before;
    yield { ...about, scenario: name, tensors: left === 0 ? grown : left, residentBytes, seconds: (performance.now() - began) / 1000, error };
  }
  model.dispose();
  yield { ...about, scenario: 'create and dispose', tensors: memory().numTensors - start, seconds: (performance.now() - created) / 1000 };
}
