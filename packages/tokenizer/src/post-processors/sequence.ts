import type { PostProcessor } from './post-processor.ts';

/** One post-processor after the other. */
export function sequence(processors: readonly PostProcessor[]): PostProcessor {
  return {
    spec: { type: 'Sequence', processors: processors.map(({ spec }) => spec) },
    added: (isPair) => processors.reduce((sum, processor) => sum + processor.added(isPair), 0),
    process: (sequences, addSpecialTokens) => processors.reduce((given, processor) => processor.process(given, addSpecialTokens), sequences),
  };
}
