import type { Output } from '../output/output.ts';
import { type ProgressLine, progressLine } from '../output/progress.ts';

/** A progress line for each phase, one below the other. */
export function phaseLines(output: Output): { show(phase: string, done: number, of: number | undefined): void; end(): void } {
  let current: { readonly phase: string; readonly line: ProgressLine } | undefined;
  return {
    show(phase, done, of) {
      if (current?.phase !== phase) {
        current?.line.end();
        current = { phase, line: progressLine(output, { inPipes: false }) };
      }
      output.event('progress', { phase, done, of });
      current.line.show({ step: done, of, text: phase });
    },
    end() {
      current?.line.end();
      current = undefined;
    },
  };
}
