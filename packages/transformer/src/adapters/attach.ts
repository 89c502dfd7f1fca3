import { AdaptedLinear, adaptedLayers, lengths, linearLayers, LowRank, type Module, type PlacedLayer } from '@figment/core/nn';
import { tidy } from '@figment/core/ops';
import { type Key, split } from '@figment/core/random';
import type { Parameter } from '@figment/core';

import { type AdapterHandle, forget, handleOf, remember } from './handle.ts';
import { invalidAdapter, listed } from './invalid-adapter.ts';
import { endsInOne } from './ends-in-one.ts';
import { type AdapterSettings, type ResolvedAdapterSettings, resolveSettings, scaleOf } from './settings.ts';

/** A model, or a network of one. */
export type Adaptable = Module | { readonly modules: Readonly<Record<string, Module>>; readonly config: unknown };

/** The target that means all layers but those that end a network. */
const ALL = 'all-linear';
/** Layers that end a network. */
const ENDS = ['head', 'classifier', 'nextSentence'];
const attention = ['attention', 'crossAttention'].flatMap((part) => ['query', 'key', 'value', 'output'].map((layer) => `${part}.${layer}`));

/**
 * Puts adapters onto linear layers of a model, in place, and freezes all that the model had: what is trained and saved from here on is
 * as `config.adapter` says. At first nothing changes what the model computes.
 *
 * @param settings as `config.adapter` of a model
 * @param options key: what the adapters' first matrices are drawn from
 * @throws FigmentError `ADAPTER_INVALID` where a target is no layer of the model, or it has an adapter
 */
export function attachAdapter(subject: Adaptable, settings: AdapterSettings, { key }: { readonly key: Key }): AdapterHandle {
  const module = networkIn(subject);
  const resolved = resolveSettings(settings);
  if (!adaptedLayers(module).next().done) throw invalidAdapter('The model has an adapter: merge or detach it first');
  const planned = plan(targetsOf([...linearLayers(module)], resolved), resolved);
  const frozen = [...module.namedParameters()].map(([, parameter]) => parameter);
  const firstMatrices = new Map<string, Parameter>();
  const keys = split(key, planned.length);
  const layers = planned.map(({ name, layer: base, replace, rank, alpha, group }, i) => {
    const adapter = new LowRank(keys[i]!, base.weight, {
      rank,
      scale: scaleOf(alpha, rank, resolved.rankStabilized),
      hasMagnitude: resolved.kind === 'dora',
      dropout: resolved.dropout,
      shared: firstMatrices.get(group),
    });
    firstMatrices.set(group, adapter.a);
    return { name, base, replace, layer: new AdaptedLinear(base, adapter) };
  });
  for (const { replace, layer } of layers) replace(layer);
  for (const parameter of frozen) parameter.trainable = false;
  const config = 'modules' in subject ? (subject.config as { adapter?: unknown }) : undefined;
  if (config !== undefined) config.adapter = resolved;

  const dropping = layers.filter(({ layer }) => layer.adapter.dropout > 0);
  const detach = (): void => {
    if (handleOf(module) !== handle) throw invalidAdapter('The adapter is no longer on the model: it was merged or detached');
    forget(module);
    for (const { replace, base } of layers) replace(base);
    for (const parameter of frozen) parameter.trainable = true;
    for (const { layer } of layers) layer.adapter.dispose();
    if (config !== undefined) delete config.adapter;
  };
  const handle: AdapterHandle = {
    module,
    settings: resolved,
    layers: new Map(layers.map(({ name, layer }) => [name, layer])),
    *parameters() {
      const seen = new Set<Parameter>();
      for (const { name, layer } of layers) {
        for (const [path, parameter] of layer.adapter.namedParameters()) {
          if (!seen.has(parameter)) yield [`${name}.adapter.${path}`, parameter];
          seen.add(parameter);
        }
      }
    },
    leaveOut(tower, callKey) {
      const within = dropping.filter(({ name }) => name.startsWith(`${tower}.`));
      if (within.length === 0) return;
      const callKeys = callKey === undefined ? [] : split(callKey, within.length);
      for (const [i, { layer }] of within.entries()) layer.dropoutKey = callKeys[i];
    },
    merge() {
      if (handleOf(module) === handle) for (const { layer } of layers) tidy(() => { layer.weight.assign(layer.adapter.merged(layer.weight)); });
      detach();
    },
    detach,
  };
  remember(module, handle);
  return handle;
}

/** The network of a model, whichever it is given. */
export function networkIn(subject: Adaptable): Module {
  if (!('modules' in subject)) return subject;
  const { network } = subject.modules;
  if (network === undefined) throw invalidAdapter(`The model has no module "network", only ${listed(Object.keys(subject.modules))}`);
  return network;
}

/** Sets the magnitudes of DoRA to what the weights have: for a model whose weights were replaced before its adapter was trained. */
export function resetMagnitudes(module: Module): void {
  for (const { layer: { weight, adapter } } of adaptedLayers(module)) tidy(() => { adapter.magnitude?.assign(lengths(weight)); });
}

/** What is trained of a network: its adapters where it has some, else all. By name, each once. */
export function* trainableParameters(module: Module): Generator<readonly [name: string, parameter: Parameter]> {
  const seen = new Set<Parameter>();
  for (const [name, parameter] of module.namedParameters()) {
    if (!seen.has(parameter)) yield [name, parameter];
    seen.add(parameter);
  }
}

function targetsOf(layers: readonly PlacedLayer[], { targets }: ResolvedAdapterSettings): PlacedLayer[] {
  const isTarget = (name: string, target: string): boolean => (target === ALL ? !endsInOne(name, ENDS) : endsInOne(name, [target]));
  const unknown = (targets ?? []).filter((target) => !layers.some(({ name }) => isTarget(name, target)));
  const kinds = new Set(layers.map(({ name }) => name.replace(/^.*\.\d+\./, '')));
  if (unknown.length > 0) throw invalidAdapter(`The model has no linear layers ${listed(unknown)}; it has ${listed(kinds, 40)}`);
  const found = layers.filter(({ name }) => (targets ?? attention).some((target) => isTarget(name, target)));
  if (found.length === 0) throw invalidAdapter(`adapter.targets must name a linear layer; the model has ${listed(kinds, 40)}`);
  return found;
}

/** What each layer's adapter is made with. Layers of a group share their first matrix. */
function plan(placed: readonly PlacedLayer[], { rank, alpha, ranks, alphas, shared = [] }: ResolvedAdapterSettings): (PlacedLayer & { readonly rank: number; readonly alpha: number; readonly group: string })[] {
  const first = new Map<string, string>();
  return placed.map((each) => {
    const { name, layer } = each;
    const own = { rank: patternOf(ranks, name) ?? rank, alpha: patternOf(alphas, name) ?? alpha, group: groupOf(name, shared) };
    const shape = `[${layer.weight.shape[0]}, ${own.rank}]`;
    const right = first.get(own.group) ?? shape;
    if (shape !== right) throw invalidAdapter(`${name} must have a first matrix of shape ${right}, as the layer it shares it with, got ${shape}`);
    first.set(own.group, right);
    return { ...each, ...own };
  });
}

/** The value of the longest ending that a name has. */
function patternOf(patterns: Readonly<Record<string, number>> | undefined, name: string): number | undefined {
  const fitting = Object.entries(patterns ?? {}).filter(([ending]) => endsInOne(name, [ending]));
  return fitting.sort(([a], [b]) => b.length - a.length)[0]?.[1];
}

/** The same for layers that share their first matrix: what stands before the ending, and which set it is of. */
function groupOf(name: string, sets: readonly (readonly string[])[]): string {
  for (const [i, set] of sets.entries()) {
    const ending = set.find((one) => endsInOne(name, [one]));
    if (ending !== undefined) return `${i} ${name.slice(0, -ending.length)}`;
  }
  return name;
}
