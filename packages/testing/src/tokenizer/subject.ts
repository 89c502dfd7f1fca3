import type { Tokenizer } from '@figment/core/interfaces';
import { type Schema, type TokenizerDefinition, trainTokenizer } from '@figment/core/plugin';

import { CheckFailed, ensure } from '../check.ts';
import { samples, sentences, type TokenizerCheckOptions } from './options.ts';

/** The tokenizer under test. */
export class TokenizerSubject {
  readonly definition: TokenizerDefinition;
  readonly options: TokenizerCheckOptions;
  #made: Promise<Tokenizer> | undefined;

  constructor(definition: TokenizerDefinition, options: TokenizerCheckOptions) {
    this.definition = definition;
    this.options = options;
  }

  get texts(): readonly string[] {
    return this.options.texts ?? sentences;
  }

  get samples(): readonly string[] {
    return [...(this.options.samples ?? samples), ...this.texts];
  }

  /** What decoding `sample` must give. */
  decoded(sample: string): string {
    return this.options.decoded?.(sample) ?? sample;
  }

  /** A fresh one. */
  async train(): Promise<Tokenizer> {
    return await trainTokenizer<Schema>(this.definition, this.texts, { options: this.options.options });
  }

  /** One for all checks. */
  async tokenizer(): Promise<Tokenizer> {
    const { tokenizer } = this.options;
    if (tokenizer === undefined && this.definition.train === undefined) throw new CheckFailed(`${this.definition.id} can't be trained: give the checks { tokenizer } that makes one.`);
    return await (this.#made ??= Promise.resolve(tokenizer?.() ?? this.train()));
  }

  /** The same after it was saved and opened. */
  async reopened(): Promise<Tokenizer> {
    const files = (await this.definition.save?.(await this.tokenizer())) ?? {};
    for (const [name, content] of Object.entries(files)) ensure(typeof content === 'string', `save() must give texts by file name, but ${name} is ${typeof content}.`);
    return await this.definition.open(filesOf(files));
  }
}

/** What `open` is handed: reading what is not there fails as a checkpoint's files do. */
export function filesOf(files: Readonly<Record<string, string>>): (name: string) => Promise<Blob> {
  return async (name) => {
    const content = Object.hasOwn(files, name) ? files[name] : undefined;
    if (content === undefined) throw new CheckFailed(`open() asks for ${name}, which is not among what save() gives: ${Object.keys(files).join(', ') || 'nothing'}.`);
    return new Blob([content]);
  };
}
