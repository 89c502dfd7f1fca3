import type { Architecture } from '../../architecture/architecture.ts';
import type { ConfigField, Json } from '../config/field.ts';

/** Ids of our definitions. */
export type DefinitionId = 'figment/transformer' | 'figment/text-encoder' | 'figment/sequence-to-sequence';

/** A kind of model of transformers' as data: its config and the names of its weights. It has no code of its own. */
export interface Family {
  /** `model_type`. */
  readonly type: string;
  readonly definition: DefinitionId;
  /** Of our config: what its fields do not say. */
  readonly preset: string;
  /** Its classes, the one with most parts first, with what they say of our config. */
  readonly architectures: Readonly<Record<string, Json>>;
  /** The class without head, in whose files names lack the prefix. */
  readonly base?: string;
  readonly prefix?: string;
  readonly fields: readonly ConfigField[];
  /** What has to be so. */
  readonly fixed?: Json;
  /**
   * Their layer by ours; `*` is the number of a block or expert. Where several of ours are one of theirs: `attention.{query,key,value}`.
   */
  readonly weights: (architecture: Architecture) => Readonly<Record<string, string>>;
  /** Theirs that lie as ours, [in, out], without being tables. */
  readonly untransposed?: RegExp;
  /** How often what is packed comes in turn: once, all queries, then all keys ... or for each head. */
  readonly packs?: (architecture: Architecture) => number;
  /** Other names of the token embedding, in files that hold tied weights twice. */
  readonly aliases?: readonly string[];
  /** In files without being weights, or copies of others. */
  readonly surplus?: RegExp;
  /** May be missing; 0 then. */
  readonly optional?: RegExp;
  /** What files say of our config by holding a weight. */
  readonly told?: Readonly<Record<string, Json>>;
}
