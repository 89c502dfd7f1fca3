import type { AdaptedLinear, Module } from '@figment/core/nn';
import type { Key } from '@figment/core/random';
import type { Parameter } from '@figment/core';

import type { ResolvedAdapterSettings } from './settings.ts';

/** An adapter on a network. */
export interface AdapterHandle {
  /** The network. */
  readonly module: Module;
  readonly settings: ResolvedAdapterSettings;
  /** The layers that have one, by their names in the network. */
  readonly layers: ReadonlyMap<string, AdaptedLinear>;
  /** What is trained, by name, each once. */
  parameters(): Iterable<readonly [name: string, parameter: Parameter]>;
  /** Has the adapters below a tower of the network leave out parts of their inputs in the calls to come; none without a key. */
  leaveOut(tower: string, key: Key | undefined): void;
  /** Adds the adapter to the weights, which stay plain ones: as fast as before, and trained as a whole again. */
  merge(): void;
  /** Takes the adapter off and frees it: the model is as it was. */
  detach(): void;
}

const handles = new WeakMap<Module, AdapterHandle>();

/** The adapter that a network has. */
export function handleOf(module: Module): AdapterHandle | undefined {
  return handles.get(module);
}

/** Keeps the adapter of a network. */
export function remember(module: Module, handle: AdapterHandle): void {
  handles.set(module, handle);
}

/** Forgets it. */
export function forget(module: Module): void {
  handles.delete(module);
}
