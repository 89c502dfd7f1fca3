import { checkPlugin } from './check-plugin.ts';
import type { InputSpec, Kind, ModelDefinition, Plugin, Schema, TaskSpec, TokenizerDefinition } from './spec/v1.ts';

/** Keeps the literal types of a task, from which the types of `sample` follow. */
export function task<const I extends InputSpec, O extends Schema, const K extends Kind>(spec: TaskSpec<I, O, K>): TaskSpec<I, O, K> {
  return spec;
}

/** Checks a model definition's types against each other; from them follow those of the created model. */
export function defineModel<C extends Schema, const Tasks extends Record<string, TaskSpec>, Batch, Runs, Observed extends object = object, Source = Batch>(
  definition: ModelDefinition<C, Tasks, Batch, Runs, Observed, Source>,
): ModelDefinition<C, Tasks, Batch, Runs, Observed, Source> {
  return definition;
}

/** Checks a tokenizer definition's types against each other: what `train` is told follows from `options`. */
export function defineTokenizer<O extends Schema>(definition: TokenizerDefinition<O>): TokenizerDefinition<O> {
  return definition;
}

/**
 * A plugin: what the default export of a package's `/plugin` entry is. Checked when the package is imported, so that its author is the
 * first to hear of a mistake.
 *
 * @throws FigmentError `PLUGIN_INVALID`, `PLUGIN_SPEC_UNSUPPORTED`
 */
export function definePlugin(plugin: Plugin): Plugin {
  checkPlugin(plugin);
  return plugin;
}
