import { FigmentError } from '@figment/core';

import type { Architecture } from '../../architecture/architecture.ts';
import type { Family } from '../families/family.ts';
import { families } from '../families/index.ts';
import { mapWeights } from '../weights/weight-map.ts';
import { type Json, writeFields } from './field.ts';
import { readAs } from './read-config.ts';

/** A model of ours as one of transformers'. */
export interface WrittenConfig {
  readonly family: Family;
  /** `config.json`. */
  readonly json: Readonly<Record<string, unknown>>;
  /** Whether names are those of the class without head. */
  readonly isBase: boolean;
}

/** What makes a family the right one. */
export interface Written {
  readonly definition: string;
  readonly architecture: Architecture;
  readonly config: { readonly preset?: unknown; readonly ids?: unknown; readonly dropout?: unknown };
  /** Names and shapes of its weights. */
  readonly weights: Iterable<readonly [name: string, weight: { readonly shape: readonly number[] }]>;
  /** What a config of ours means. */
  readonly architectureOf: (config: Json) => Architecture;
}

/**
 * The config that transformers would have for a model: of the family whose config, read again, makes the same architecture.
 *
 * @throws FigmentError `ARCHITECTURE_UNSUPPORTED` where no family can hold the model, saying what the nearest lacks
 */
export function writeHuggingFaceConfig(written: Written): WrittenConfig {
  const { definition, architecture, config } = written;
  const candidates = families.filter((family) => family.definition === definition);
  candidates.sort((a, b) => Number(b.preset === config.preset) - Number(a.preset === config.preset));
  let nearest: { type: string; differences: string[] } | undefined;
  for (const family of candidates) {
    const attempt = writeAs(family, written);
    const differences = differencesOf(attempt.architecture, architecture);
    if (differences.length === 0) return attempt.config;
    if (nearest === undefined || differences.length < nearest.differences.length) nearest = { type: family.type, differences };
  }
  throw new FigmentError('ARCHITECTURE_UNSUPPORTED', `no model of transformers can hold this ${definition}. The nearest, ${nearest?.type}, differs in ${nearest?.differences.slice(0, 8).join(', ')}.`);
}

function writeAs(family: Family, { architecture, config, weights, architectureOf }: Written): { config: WrittenConfig; architecture: Architecture | undefined } {
  const open = openConfig(architecture, config);
  const classOf = Object.entries(family.architectures).find(([, says]) => Object.entries(says).every(([name, value]) => value !== true || open[name] === true) && (says['objective'] !== 'classify' || architecture.classes > 0));
  const name = classOf?.[0] ?? Object.keys(family.architectures)[0]!;
  const json = { architectures: [name], model_type: family.type, ...family.fixed, ...writeFields(family, open), dtype: 'float32', torch_dtype: 'float32', transformers_version: '4.57.0' };
  const result = { family, json, isBase: name === 'BertModel' };
  try {
    return { config: result, architecture: architectureOf(readAs(json, mapWeights(family, architecture, weights).keys()).config) };
  } catch {
    return { config: result, architecture: undefined };
  }
}

/** A config in which nothing is left to a preset. */
function openConfig({ vocabulary, encoder, decoder, head, pooler, nextSentence, classes, projection }: Architecture, { ids, dropout }: Written['config']): Json {
  const tower = (encoder ?? decoder)!;
  return {
    ...tower,
    vocabulary, ids, dropout, pooler, nextSentence, classes, projection,
    norm: { ...tower.norm, placement: tower.normPlacement, final: tower.finalNorm },
    rotary: tower.rotary ?? false,
    relativeBias: tower.relativeBias ?? false,
    ...(encoder !== undefined && decoder !== undefined && { decoderLayers: decoder.layers, decoderHeads: decoder.heads, decoderHidden: decoder.hidden }),
    tied: head?.tied ?? true,
    head: head !== undefined,
    logits: head,
  };
}

/** What does not change what a model computes. */
const settings = new Set(['dropout', 'recompute', 'balance']);

/** Paths at which two values differ. */
function differencesOf(a: unknown, b: unknown, path = ''): string[] {
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)].filter((name) => !settings.has(name)));
    return [...names].flatMap((name) => differencesOf((a as Json)[name], (b as Json)[name], path === '' ? name : `${path}.${name}`));
  }
  const isSame = typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) <= 1e-12 * Math.abs(b) : a === b;
  return isSame ? [] : [`${path === '' ? 'its weights' : path} (${JSON.stringify(b)})`];
}
