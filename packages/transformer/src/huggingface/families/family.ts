import type { Architecture } from '../../architecture/architecture.ts';
import type { ConfigTable, Json } from '../config/field.ts';

/** Ids of our definitions. */
export type DefinitionId = 'figment/transformer' | 'figment/text-encoder' | 'figment/sequence-to-sequence';

/** Their layer by ours; `*` is the number of a block or expert. Where several of ours are one of theirs: `attention.{query,key,value}`. */
export type WeightNames = Readonly<Record<string, string>>;

/** A kind of model of transformers' as data: its config and the names of its weights. It has no code of its own. */
export interface Family extends ConfigTable {
  /** `model_type`. */
  readonly type: string;
  readonly definition: DefinitionId;
  /** Of our config: what its fields do not say. */
  readonly preset: string;
  /** Its classes, the one with most parts first, with what they say of our config. */
  readonly architectures: Readonly<Record<string, Json>>;
  /** Names begin with it, but in files of a class without head. */
  readonly prefix?: string;
  /** What has to be so. */
  readonly fixed?: Json;
  readonly weights: WeightNames | ((architecture: Architecture) => WeightNames);
  /** Theirs that lie as ours, [in, out], without being tables. */
  readonly untransposed?: RegExp;
  /** What is packed comes in turn for each head; else all queries, then all keys ... */
  readonly packsHeads?: boolean;
  /** Other names of the token embedding, in files that hold tied weights twice. */
  readonly aliases?: RegExp;
  /** In files without being weights, or copies of others. */
  readonly surplus?: RegExp;
  /** May be missing; 0 then. */
  readonly optional?: RegExp;
  /** What files say of our config by holding a weight. */
  readonly told?: Readonly<Record<string, Json>>;
}

/** Names that all begin alike, in ours and in theirs. */
export function under(ours: string, theirs: string, names: WeightNames): WeightNames {
  return Object.fromEntries(Object.entries(names).map(([name, other]) => [ours + name, theirs + other]));
}

/** Names of the four layers of an attention. */
export function attentionUnder(ours: string, theirs: string, layers: readonly string[]): WeightNames {
  return under(`${ours}.`, theirs, Object.fromEntries(['query', 'key', 'value', 'output'].map((name, i) => [name, layers[i] as string])));
}
