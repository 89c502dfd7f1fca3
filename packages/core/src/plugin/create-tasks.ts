import { FigmentError } from '../errors.ts';
import type { TensorOwner } from '../sampling/owner.ts';
import type { RunOptions, Sampling } from '../sampling/sampling.ts';
import { startSampling } from '../sampling/start.ts';
import { checkInput, checkInputNumbers, type InputShapes } from './check-input.ts';
import { parseSchema } from './schema/check.ts';
import type { Model, ModelDefinition, ModelInstance, Schema, TaskRun, TaskSpec } from './spec/v1.ts';

interface Guarded {
  /** Why a task can't be done, by task. */
  readonly unavailable: Readonly<Record<string, string | undefined>>;
  /** Options that hold where a caller leaves them out, by task. */
  readonly defaults: Readonly<Record<string, object | undefined>>;
  readonly shapes: InputShapes;
  /** Of what the model allocated: such tensors are lent or returned without being given away. */
  readonly owner: TensorOwner;
  readonly guard: () => void;
}

/** Wraps each run that an author wrote: what comes in is checked, what is allocated is accounted for. */
export function createTasks<Batch, Tasks extends Record<string, TaskSpec>, Runs, Observed extends object, Source>(
  definition: ModelDefinition<Schema, Tasks, Batch, Runs, Observed, Source>,
  instance: ModelInstance<Batch, Tasks, Runs, Observed, Source>,
  guarded: Guarded,
): Model<Batch, Tasks, Runs, Observed>['tasks'] {
  const runs = instance.run as Readonly<Record<string, TaskRun<never, never, unknown, unknown>>>;
  const tasks = Object.entries<TaskSpec>(definition.tasks).map(([name, spec]) => {
    const run = runs[name]!.bind(instance.run);
    const unavailable = guarded.unavailable[name];
    const defaults = guarded.defaults[name] ?? {};
    const sample = (input: unknown, options: RunOptions & Readonly<Record<string, unknown>> = {}): Sampling<unknown, unknown> => {
      guarded.guard();
      if (unavailable !== undefined) throw new FigmentError('TASK_UNAVAILABLE', `${definition.id} can't do "${name}" with this config: ${unavailable}`);
      const { seed, signal, ...own } = options;
      const said = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
      const parsed = parseSchema(spec.options, { ...defaults, ...said }, 'options', 'OPTIONS_INVALID');
      checkInput(spec.input, input, guarded.shapes);
      return startSampling({
        name: `task "${name}" of ${definition.id}`,
        input,
        guard: guarded.guard,
        borrowed: (tensor) => guarded.owner.has(tensor),
        prepare: () => checkInputNumbers(spec.input, input),
        begin: (call) => run(input as never, parsed as never, call),
      }, { seed, signal });
    };
    return [name, { unavailable, defaults, sample }] as const;
  });
  return Object.fromEntries(tasks) as unknown as Model<Batch, Tasks, Runs, Observed>['tasks'];
}
