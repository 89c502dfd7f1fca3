import { Presets, SingleBar } from 'cli-progress';

import { duration, figure } from './format.ts';
import type { Output } from './output.ts';

/** What a progress line shows after a step. */
export interface Progress {
  readonly step: number;
  readonly of: number | undefined;
  readonly text: string;
}

/** A bar in a terminal; in a pipe a line now and then; silent for machines. */
export interface ProgressLine {
  show(progress: Progress): void;
  /** Writes lines for people without disturbing what is shown. */
  interrupt(text: string): void;
  end(): void;
}

/** In a pipe, one line for each of this many parts of the work. */
const lines = 20;

export function progressLine(output: Output, { inPipes = true }: { inPipes?: boolean } = {}): ProgressLine {
  if (output.interactive) return bar(output);
  return output.json || !inPipes ? { show: () => undefined, interrupt: (text) => { output.line(text); }, end: () => undefined } : sparse(output);
}

function bar(output: Output): ProgressLine {
  const single = new SingleBar(
    { format: ' {bar} {count}   {text}', barsize: 24, hideCursor: true, clearOnComplete: false, gracefulExit: false, noTTYOutput: false },
    Presets.shades_classic,
  );
  let started = false;
  const stop = (): void => {
    if (started) single.stop();
    started = false;
  };
  return {
    show({ step, of, text }) {
      const payload = { text, count: of === undefined ? step.toLocaleString('en-US') : `${step.toLocaleString('en-US')}/${of.toLocaleString('en-US')}` };
      if (!started) single.start(of ?? step, step, payload);
      started = true;
      single.setTotal(of ?? step);
      single.update(step, payload);
    },
    interrupt(text) {
      stop();
      output.line(text);
    },
    end: stop,
  };
}

function sparse(output: Output): ProgressLine {
  let next = 0;
  return {
    show({ step, of, text }) {
      const part = of === undefined ? step : Math.floor((lines * step) / of);
      if (part < next && step !== of) return;
      next = part + 1;
      output.line(`${step.toLocaleString('en-US')}${of === undefined ? '' : `/${of.toLocaleString('en-US')}`}   ${text}`);
    },
    interrupt: (text) => { output.line(text); },
    end: () => undefined,
  };
}

/** `loss 0.0412   118 images/s   1:12 left`, and between them what else there is to say. */
export function trainingText(losses: Readonly<Record<string, number>>, samplesPerSecond: number, secondsLeft: number, further: readonly string[] = []): string {
  const values = Object.entries(losses);
  const named = values.length === 1 ? values.map(([, value]) => `loss ${figure(value)}`) : values.map(([name, value]) => `${name} ${figure(value)}`);
  return [...named, ...further, `${figure(samplesPerSecond)} samples/s`, `${duration(secondsLeft)} left`].join('   ');
}
