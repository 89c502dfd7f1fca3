import type { TrainingChoice } from './training.ts';

/** A value that a text may have, and what it means. */
export interface Suggestion {
  readonly value: string;
  readonly title: string;
  readonly description?: string | undefined;
}

/** One setting, drawn by `controls/` as a form field. */
export interface Field {
  /** From the root of the options or the config: `['image', 'size']`. */
  readonly path: readonly string[];
  readonly label: string;
  /** Title of what encloses it, if anything. */
  readonly group: string | undefined;
  readonly description: string | undefined;
  readonly type: 'integer' | 'number' | 'boolean' | 'text' | 'choice' | 'numbers' | 'tags' | 'pairs' | 'json';
  /** What the values of a list (`tags`) or of a record with names of one's own (`pairs`) are; `any` is a number where it reads as one, else a text. */
  readonly items?: 'text' | 'integer' | 'number' | 'any' | undefined;
  readonly choices: readonly (string | number | boolean)[] | undefined;
  /** Of a text: what there is to choose from with this model, where it tells. */
  readonly suggestions?: readonly Suggestion[] | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly step: number | undefined;
  /** From where to where a slider goes, where the range is longer than anybody moves. */
  readonly reach?: readonly [number, number] | undefined;
  readonly default: unknown;
  readonly required: boolean;
  /** Of a list of numbers: at most so many; `minimum`, `maximum` and `step` are each number's. */
  readonly maxItems: number | undefined;
  /** Folded away at first. */
  readonly advanced: boolean;
  /** One of several ways to say the same thing: `number` counts the ways to say `of`. */
  readonly alternative: { readonly of: readonly string[]; readonly number: number } | undefined;
  /** The record it belongs to, where that may be left out: its default counts once something of the record is said. */
  readonly record?: { readonly of: readonly string[]; readonly label: string; readonly description: string | undefined; readonly needed: boolean } | undefined;
}

export interface TaskInput {
  readonly name: string;
  readonly kind: string;
  /** Without the batch axis, where it is known: the size of a picture. */
  readonly shape: readonly number[] | undefined;
  /** Task of the same model that makes such a value from one picture, if there is one. */
  readonly madeBy: string | undefined;
}

export interface TaskDescription {
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly input: readonly TaskInput[];
  readonly options: readonly Field[];
  readonly output: string;
  /** Why it can't be done with this model, if it can't. */
  readonly unavailable: string | undefined;
}

/** A kind of model that can be made: from a plugin. */
export interface DefinitionDescription {
  readonly id: string;
  readonly title: string;
  readonly description: string | undefined;
  readonly config: readonly Field[];
  readonly training: TrainingChoice;
  /** Fields of data that it learns from, by kind, in the ways that will do; undefined for what can't be trained. */
  readonly data: readonly Readonly<Record<string, string>>[] | undefined;
  /** What the training of its tokenizer can be told; undefined for what reads no texts. */
  readonly tokenizer: readonly Field[] | undefined;
  /** Other models that it can't learn without; a page can't hand it one. */
  readonly parts: readonly string[];
  readonly tasks: readonly TaskDescription[];
  /** What can be done when its training goes wrong, to choose from. */
  readonly policies: readonly PolicyDescription[];
  readonly plugin: { readonly id: string; readonly version: string };
}

/** Something that watches a run and acts on it. */
export interface PolicyDescription {
  readonly name: string;
  readonly title: string;
  readonly description: string | undefined;
}

/** A config for a data set. */
export interface ConfigForData {
  readonly config: Readonly<Record<string, unknown>>;
  /** Why a model of it can't do a task, by task. */
  readonly unavailable: Readonly<Record<string, string | undefined>>;
  /** Whether it reads what is written in the data, and so learns first what to cut it into. */
  readonly readsTexts: boolean;
}

/** A trained model that can be opened: shipped with the playground, or kept in this browser. */
export interface ShelfEntry {
  /** What `open` takes: `models/NAME` or `opfs:NAME`. */
  readonly source: string;
  readonly name: string;
  readonly origin: 'shipped' | 'own';
  readonly definition: string;
  readonly title: string;
  readonly description: string | undefined;
  /** Both, where the shelf says it in several languages. */
  readonly titles: Readonly<Record<string, string>> | undefined;
  readonly descriptions: Readonly<Record<string, string>> | undefined;
  readonly picture: string | undefined;
  readonly parameters: number | undefined;
  readonly bytes: number;
  readonly step: number | undefined;
  readonly data: string | undefined;
  readonly tasks: readonly string[];
  readonly savedAt: number | undefined;
}

/** A model that is open in the worker. */
export interface OpenedModel {
  readonly source: string;
  readonly definition: string;
  readonly title: string;
  readonly parameters: number;
  readonly step: number | undefined;
  readonly config: unknown;
  /** Ids that its tokenizer knows; undefined where it has none. */
  readonly vocabulary: number | undefined;
  /** Data set it was trained on, if it is one we have. */
  readonly data: string | undefined;
  readonly tasks: readonly TaskDescription[];
  readonly openedInMs: number;
}

/** Bytes so far, and in all where it is known. */
export interface LoadProgress {
  readonly loaded: number;
  readonly total: number | undefined;
  readonly what: string;
}
