import type { AnyModelDefinition, TaskSpec } from '@figment/core/plugin';

/** A task that makes a text of one text. */
export interface TextTask {
  readonly name: string;
  /** The name of what it takes. */
  readonly input: string;
}

/** The first task of a model that makes a text of one text. */
export function textTask({ definition, tasks }: { readonly definition: AnyModelDefinition; readonly tasks: Readonly<Record<string, { readonly unavailable: string | undefined }>> }): TextTask | undefined {
  for (const [name, { input, output }] of Object.entries(definition.tasks as Readonly<Record<string, TaskSpec>>)) {
    const [first, ...others] = Object.entries(input);
    if (output === 'text' && first?.[1] === 'text' && others.length === 0 && tasks[name]?.unavailable === undefined) return { name, input: first[0] };
  }
  return undefined;
}
