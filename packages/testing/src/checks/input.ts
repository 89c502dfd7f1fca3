import { memory } from '@figment/core/ops';
import { isFigmentError } from '@figment/core/plugin';

import { type Check, ensure, rejectionOf } from '../check.ts';
import type { Subject } from '../subject.ts';
import { freeTensors } from '../tensors.ts';

/** Wrong inputs and options are refused by core, if the definition says what is right. */
export function inputChecks(subject: Subject): Check[] {
  return subject.taskNames.map((task) => ({
    name: `${task} refuses wrong input and options before anything is allocated`,
    run: () => subject.withModel(async (model) => {
      if (model.tasks[task]!.unavailable !== undefined) return;
      const input = await subject.input(task);
      try {
        const refused = async (wrong: object, options: object, code: 'INPUT_INVALID' | 'OPTIONS_INVALID', what: string): Promise<void> => {
          const before = memory().numTensors;
          const error = await rejectionOf(
            () => (model.tasks[task]!.sample as (input: object, options: object) => { result(): Promise<unknown> })(wrong, options).result(),
            `${task} must refuse ${what}`,
          );
          ensure(isFigmentError(error, code), `${task} must refuse ${what} with ${code}, got ${String(error)}`);
          ensure(memory().numTensors === before, `${task} left tensors behind when it refused ${what}.`);
        };
        const options = (subject.options.options as Record<string, object | undefined> | undefined)?.[task] ?? {};
        await refused({ ...input, unheardOf: 1 }, options, 'INPUT_INVALID', 'a field that it does not declare');
        for (const name of Object.keys(input)) await refused({ ...input, [name]: undefined }, options, 'INPUT_INVALID', `to go without ${name}`);
        await refused(input, { ...options, unheardOf: 1 }, 'OPTIONS_INVALID', 'an option that it does not declare');
      } finally {
        freeTensors(input);
      }
    }),
  }));
}
