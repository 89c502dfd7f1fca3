import { memoryStore, openModel, saveModel } from '@figment/core/checkpoint';
import { toHost } from '@figment/core/plugin';

import { type Check, ensure } from '../check.ts';
import { same } from '../same.ts';
import { type AnyModel, type Subject, weightsOf } from '../subject.ts';
import { freeTensors, leavesNothing } from '../tensors.ts';

/** What is promised of a model that was saved and opened again. */
export function checkpointChecks(subject: Subject): Check[] {
  return [{
    name: 'comes back from a checkpoint as it was',
    run: () => subject.withModel(async (model) => {
      const store = memoryStore('checks', new Map());
      await leavesNothing('saving', () => saveModel(model, store));
      const open = async (): Promise<AnyModel> => await openModel(store, subject.definition, { tokenizer: subject.options.tokenizer, parts: subject.options.parts }) as unknown as AnyModel;
      const opened = await open();
      try {
        const [before, after] = [await weightsOf(model), await weightsOf(opened)];
        for (const name of Object.keys(before)) ensure(same(before[name], after[name]), `${name} came back from a checkpoint with other values.`);
        for (const task of subject.taskNames) {
          if (model.tasks[task]!.unavailable !== undefined) continue;
          const [here, again, there] = [await sample(subject, model, task), await sample(subject, model, task), await sample(subject, opened, task)];
          // A task that never gives the same twice is another check's finding.
          ensure(same(here, there) || !same(here, again), `${task} gives another result after the model was saved and opened: something it uses is in no module (use buffer() for what is not trained).`);
        }
      } finally {
        opened.dispose();
      }
    }),
  }];
}

async function sample(subject: Subject, model: AnyModel, task: string): Promise<unknown> {
  const { sampling, free } = await subject.sample(model, task);
  try {
    const result = await sampling.result();
    const host = await toHost(subject.spec(task).output, result as never);
    freeTensors(result);
    return host;
  } finally {
    free();
  }
}
