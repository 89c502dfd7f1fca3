import { FigmentError } from '@figment/core';
import type { Tokenizer } from '@figment/core/interfaces';
import { type Schema, type TokenizerDefinition, trainTokenizer } from '@figment/core/plugin';

import type { Output } from '../output/output.ts';
import { abortOnInterrupt } from '../training/interrupt.ts';
import { type BytesRead, linesOf } from './lines.ts';
import { phaseLines } from './phase-lines.ts';
import { writeTokenizerFiles } from './write-files.ts';

export interface TokenizerTrainingRequest {
  readonly definition: TokenizerDefinition;
  readonly options: Readonly<Record<string, unknown>> | undefined;
  readonly data: readonly string[];
  readonly out: string;
}

/** Trains a tokenizer, shows how far it is, and writes it when it is whole. Ctrl-C leaves nothing behind. */
export async function runTokenizerTraining({ definition, options, data, out }: TokenizerTrainingRequest, output: Output): Promise<void> {
  if (definition.save === undefined) throw new FigmentError('TRAINING_INVALID', `${definition.id} can't be saved, so it is not trained here.`);
  const interrupt = abortOnInterrupt();
  const phases = phaseLines(output);
  let read: BytesRead = { bytes: 0, of: 0 };
  let tokenizer: Tokenizer;
  try {
    tokenizer = await trainTokenizer<Schema>(definition, linesOf(data, (bytes) => { read = bytes; }), {
      options,
      signal: interrupt.signal,
      onProgress({ phase, done, of }) {
        // How many lines files have is not known before they are read; how many bytes is.
        const isReading = of === undefined && read.bytes < read.of;
        phases.show(phase, isReading ? read.bytes : done, isReading ? read.of : of);
      },
    });
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    phases.end();
    output.event('stopped', {});
    output.line('stopped; nothing was written.');
    process.exitCode = 130;
    return;
  } finally {
    phases.end();
    interrupt.release();
  }
  const files = await writeTokenizerFiles(out, await definition.save(tokenizer));
  output.event('done', { kind: definition.id, vocabularySize: tokenizer.vocabularySize, files });
  output.line(`saved ${files.join(', ')}: ${tokenizer.vocabularySize.toLocaleString('en-US')} tokens. Try it: figment tokenizer encode ${out} "text"${definition.id === 'figment/tokenizer' ? '' : ` --kind ${definition.id}`}`);
}
