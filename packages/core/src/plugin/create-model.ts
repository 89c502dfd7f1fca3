import { ensureBackend, guardDevice } from '../backend/index.ts';
import { FigmentError } from '../errors.ts';
import type { Tokenizer } from '../interfaces/tokenizer.ts';
import { foldIn, key } from '../random/index.ts';
import { TensorOwner } from '../sampling/owner.ts';
import type { AnyModelDefinition, Contributions, InputOf, Model, ModelDefinition, ModelInstance, Schema, TaskSpec } from './spec/v1.ts';
import { checkDefinition } from './check-definition.ts';
import { parseSchema } from './schema/check.ts';
import { createTasks } from './create-tasks.ts';
import { keepModel } from './host-copy.ts';
import { streams } from './streams.ts';

/** What a model is made from besides its config. */
export interface CreateOptions {
  /** The same seed gives the same initial weights. */
  readonly seed: number;
  readonly tokenizer?: Tokenizer | undefined;
  /** Other models, for composites. They stay the caller's: `dispose()` leaves them alone. */
  readonly parts?: Readonly<Record<string, unknown>> | undefined;
  /** What plugins brought for models such as this: `registry.contributions()`. */
  readonly contributions?: Contributions | undefined;
}

/**
 * Makes a model of what a plugin defines, with fresh weights. Starts a backend if none runs.
 *
 * @throws FigmentError `CONFIG_INVALID` with the path, the value it had and what would be right, before anything is allocated;
 * `PLUGIN_INVALID` when the definition itself is wrong; `OPTIONS_INVALID` when the seed is no safe integer; `DEVICE_LOST`, `DEVICE_ERROR`
 */
export async function createModel<C extends Schema, Tasks extends Record<string, TaskSpec>, Batch, Runs, Observed extends object, Source = Batch>(
  definition: ModelDefinition<C, Tasks, Batch, Runs, Observed, Source>,
  config: InputOf<C>,
  options: CreateOptions,
): Promise<Model<Batch, Tasks, Runs, Observed, Source>> {
  checkDefinition(definition);
  const parsed = parseSchema(definition.config, config, 'config', 'CONFIG_INVALID');
  const modelKey = foldIn(key(options.seed), streams.parameters);
  await ensureBackend();

  // Whatever `create` allocates is freed with the model, or at once when it throws half-way.
  const owner = new TensorOwner();
  let instance: ModelInstance<Batch, Tasks, Runs, Observed, Source>;
  let forgetCopy: () => void;
  try {
    const host = { key: modelKey, tokenizer: options.tokenizer, parts: options.parts ?? {}, contributions: options.contributions ?? {}, wait: owner.wait.bind(owner) };
    const made = owner.own(() => definition.create(parsed, host));
    instance = await guardDevice(Promise.resolve(made));
    checkInstance(definition, instance);
    forgetCopy = await keepModel(instance.modules, owner.tensors());
  } catch (error) {
    owner.release();
    throw error;
  }

  let disposed = false;
  const guard = (): void => {
    if (disposed) throw new FigmentError('MODEL_DISPOSED', `this model (${definition.id}) has been disposed; create or open it again.`);
  };
  const { modules, objectives } = instance;
  return {
    definition,
    config: parsed,
    ...(options.tokenizer && { tokenizer: options.tokenizer }),
    modules,
    objectives,
    tasks: createTasks<Batch, Tasks, Runs, Observed, Source>(definition, instance, {
      unavailable: definition.unavailable?.(parsed) ?? {}, defaults: definition.defaults?.(parsed) ?? {}, shapes: definition.shapes?.(parsed) ?? {}, owner, guard,
    }),
    ...(instance.dataset && { dataset: instance.dataset.bind(instance) }),
    ...(instance.choices && { choices: instance.choices.bind(instance) }),
    ...(instance.adopted && { adopted: instance.adopted.bind(instance) }),
    ...(instance.observe && { observe: instance.observe.bind(instance) }),
    ...(instance.calibrate && { calibrate: instance.calibrate.bind(instance) }),
    dispose() {
      if (disposed) return;
      disposed = true;
      forgetCopy();
      for (const module of Object.values(modules)) module.dispose();
      owner.release();
    },
  };
}

function checkInstance(definition: AnyModelDefinition, instance: { readonly objectives: readonly { readonly name: string }[]; readonly run: object }): void {
  const names = instance.objectives.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new FigmentError('PLUGIN_INVALID', `${definition.id}: two objectives are called "${twice}".`);
  for (const task of Object.keys(definition.tasks as object)) {
    if (typeof (instance.run as Record<string, unknown>)[task] !== 'function') {
      throw new FigmentError('PLUGIN_INVALID', `${definition.id}: create() returned no run for the task "${task}".`);
    }
  }
}
