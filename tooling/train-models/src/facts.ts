import type { Module } from '@figment/core/nn';

/** How large a model is, and what it can be asked to do. */
export function factsOf(model: { readonly modules: Readonly<Record<string, Module>>; readonly tasks: Readonly<Record<string, { readonly unavailable: string | undefined }>> }): { readonly parameters: number; readonly tasks: readonly string[] } {
  return {
    parameters: Object.values(model.modules).flatMap((module) => [...module.namedParameters()]).reduce((sum, [, { size }]) => sum + size, 0),
    tasks: Object.entries(model.tasks).filter(([, { unavailable }]) => unavailable === undefined).map(([name]) => name),
  };
}
