import { memory } from '@figment/core/ops';
import { checkKind, checkKindNumbers, isFigmentError, toHost } from '@figment/core/plugin';

import { type Check, CheckFailed, ensure, rejectionOf, within } from '../check.ts';
import { same } from '../same.ts';
import type { AnyModel, AnySampling, Subject } from '../subject.ts';
import { freeTensors, leavesNothing } from '../tensors.ts';

async function exhaust(sampling: AnySampling): Promise<void> {
  const iterator = sampling[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
}

/** What is promised of each task. */
export function samplingChecks(subject: Subject): Check[] {
  return subject.taskNames.flatMap((task) => {
    const check = (name: string, run: (model: AnyModel) => Promise<void>): Check => ({
      name: `${task} ${name}`,
      run: () => subject.withModel(async (model) => {
        // What a model says it can't do with this config, it need not do.
        if (model.tasks[task]!.unavailable === undefined) await run(model);
        else ensure(isFigmentError(await rejectionOf(() => subject.sample(model, task), `${task} must be refused`), 'TASK_UNAVAILABLE'), `${task} is not refused with TASK_UNAVAILABLE.`);
      }),
    });
    const sampled = async <T>(model: AnyModel, use: (sampling: AnySampling) => Promise<T>, signal?: AbortSignal): Promise<T> => {
      const { sampling, free } = await subject.sample(model, task, signal && { signal });
      try {
        return await use(sampling);
      } finally {
        free();
      }
    };
    const limitMs = subject.options.abortLimitMs ?? 10_000;
    const ending = <T>(work: Promise<T>): Promise<T> => within(limitMs, work, `${task} has not ended ${limitMs} ms after an abort: a \`finally\` block, or what a step waits for, goes on. Pass call.signal on.`);

    return [
      check('gives the kind that it declares', async (model) => {
        const { output } = subject.spec(task);
        const result = await sampled(model, (sampling) => sampling.result());
        try {
          checkKind(output, result, 'the result');
          await checkKindNumbers(output, result, 'the result');
        } catch (error) {
          throw new CheckFailed(`${task} declares the output "${output}": ${(error as Error).message}`, { cause: error });
        } finally {
          freeTensors(result);
        }
      }),
      check('numbers its steps', async (model) => {
        const steps = await sampled(model, async (sampling) => {
          const seen: (readonly [number, number | undefined])[] = [];
          for await (const { step, of } of sampling) seen.push([step, of]);
          return seen;
        });
        ensure(steps.length > 0, `${task} yields no step; yield at least its sample, { step: 1, of: 1, sample }.`);
        steps.forEach(([step], i) => { ensure(step === i + 1, `${task} numbers its steps ${steps.map(([n]) => n).join(', ')}; they must count from 1.`); });
        const { length } = steps;
        ensure(steps.every(([, of]) => of === undefined || of === length), `${task} said there would be ${steps.map(([, of]) => of).join(', ')} steps, and yielded ${length}: a run can be aborted and watched only between steps.`);
      }),
      check('gives the same sample for the same seed', async (model) => {
        const { output } = subject.spec(task);
        const draw = async (): Promise<unknown> => {
          const result = await sampled(model, (sampling) => sampling.result());
          const host = await toHost(output, result as never);
          freeTensors(result);
          return host;
        };
        ensure(same(await draw(), await draw()), `${task} gave two results for one seed: draw every random number with call.key, and keep no state between runs.`);
      }),
      check('leaves nothing behind, however it ends', async (model) => {
        await leavesNothing(`${task} in a loop`, () => sampled(model, async (sampling) => { await exhaust(sampling); }));
        await leavesNothing(`${task} run for its result`, () => sampled(model, async (sampling) => { freeTensors(await sampling.result()); }));
        for (const last of [1, 2, 3]) {
          await leavesNothing(`${task} left by break at step ${last}`, () => sampled(model, async (sampling) => {
            for await (const { step } of sampling) if (step >= last) break;
          }));
        }
        await leavesNothing(`${task} in a loop that throws`, async () => {
          await sampled(model, async (sampling) => { for await (const step of sampling) throw new Error(`on purpose, at ${step.step}`); }).catch(() => undefined);
        });
      }),
      check('stops within one step of an abort, and leaves nothing behind', async (model) => {
        for (const last of [0, 1, 2]) {
          for (const during of [false, true]) {
            await leavesNothing(`${task} aborted ${during ? 'during' : 'after'} step ${last + (during ? 1 : 0)}`, async () => {
              const controller = new AbortController();
              await sampled(model, async (sampling) => {
                const iterator = sampling[Symbol.asyncIterator]();
                for (let step = 1; step <= last; step++) if ((await iterator.next()).done === true) return;
                const next = during ? iterator.next() : undefined;
                if (during) await Promise.resolve();
                controller.abort();
                const outcome = (next ?? iterator.next()).then(({ done }) => done, (error: unknown) => error);
                const ended = await ending(outcome);
                ensure(ended === controller.signal.reason, `${task}, aborted, must end with the signal's reason, got ${String(ended)}.`);
              }, controller.signal);
            });
          }
        }
      }),
      check('leaves nothing behind when it fails half-way', async () => {
        const make = async (): Promise<AnyModel> => {
          const model = await subject.create();
          await subject.calibrate(model);
          return model;
        };
        const before = memory().numTensors;
        (await make()).dispose();
        const ofCreation = memory().numTensors - before;
        await leavesNothing(`${task} that failed`, async () => {
          const model = await make();
          // Weights that vanish make whatever computes with them throw.
          await sampled(model, async (sampling) => {
            const iterator = sampling[Symbol.asyncIterator]();
            const first = await iterator.next();
            for (const module of Object.values(model.modules)) module.dispose();
            if (first.done !== true) while ((await iterator.next().catch(() => ({ done: true }))).done !== true);
          });
          await sampled(model, async (sampling) => { freeTensors(await sampling.result().catch(() => undefined)); });
          model.dispose();
        }, ofCreation);
      }),
      check('keeps memory flat from step to step', async (model) => {
        const counts = await sampled(model, async (sampling) => {
          const seen: number[] = [];
          for await (const step of sampling) seen.push(memory().numTensors + 0 * step.step);
          return seen;
        });
        // The first step may set up what later ones use; one tensor a step may be collected for the result.
        const later = counts.slice(1);
        const grows = later.length >= 3 && later.every((count, i) => i === 0 || count > later[i - 1]! + 1);
        ensure(!grows, `${task} holds more tensors at each step (${counts.join(', ')}): free what a step no longer needs, with tidy().`);
      }),
    ];
  });
}
