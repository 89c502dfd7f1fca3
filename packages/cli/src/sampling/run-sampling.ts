import { fromHost, type HostValue, type Kind, type TaskSpec, toHost } from '@figment/core/plugin';
import type { Sampling, SamplingStep } from '@figment/core/sampling';

import type { GridLook } from '../output/pictures.ts';
import type { Output } from '../output/output.ts';
import { progressLine } from '../output/progress.ts';
import { TextStream } from '../output/text-stream.ts';
import { plain, writeResult } from '../output/write-result.ts';
import { stopOnInterrupt } from '../training/interrupt.ts';

interface AnyTask {
  sample(input: object, options: object): Sampling<SamplingStep<unknown>, unknown>;
}

export interface SamplingRequest {
  readonly model: { readonly tasks: object };
  readonly name: string;
  readonly task: TaskSpec;
  readonly input: Readonly<Record<string, HostValue<Kind>>>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly out: string | undefined;
  readonly look: GridLook;
}

/** Runs a task, shows how far it is, and writes what comes out. */
export async function runSampling({ model, name, task, input, options, seed, out, look }: SamplingRequest, output: Output): Promise<void> {
  const interrupt = stopOnInterrupt();
  const progress = progressLine(output, { inPipes: false });
  const values = Object.entries(input).map(([field, value]) => [field, fromHost(task.input[field] as Kind, value)] as const);
  const stream = out === undefined && task.output === 'text' ? new TextStream(output, input['prompt']) : undefined;
  let result: unknown;
  try {
    const sampling = (model.tasks as Readonly<Record<string, AnyTask>>)[name]!.sample(Object.fromEntries(values), { ...options, seed, signal: interrupt.signal });
    const whole = sampling.result();
    whole.catch(() => undefined);
    for await (const step of sampling) {
      for (const warning of step.warnings ?? []) {
        output.event('warning', { ...warning });
        output.warn(`warning  ${warning.message}`);
      }
      if (stream === undefined) progress.show({ step: step.step, of: step.of, text: name });
      else stream.show(step);
      if (interrupt.requested) break;
    }
    if (interrupt.requested && stream !== undefined) {
      stream.stop();
      process.exitCode = 130;
      return;
    }
    result = await whole;
    if (stream !== undefined) {
      stream.end(result as string);
      output.event('result', { task: name, seed, kind: task.output, value: result });
      if (output.interactive) output.line(`seed ${seed}`);
      return;
    }
  } catch (error) {
    stream?.stop();
    throw error;
  } finally {
    progress.end();
    interrupt.release();
    for (const [, value] of values) release(value);
  }
  const hosted = await toHost(task.output, result as never);
  release(result);
  const path = await writeResult(task.output, hosted, out, look, output);
  output.event('result', { task: name, seed, kind: task.output, ...(path === undefined ? { value: plain(hosted) } : { path }) });
  output.line(path === undefined ? `seed ${seed}` : `wrote ${path}   seed ${seed}`);
}

/** Frees the tensors in a value of any kind. */
function release(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (isDisposable(value)) value.dispose();
  else for (const child of Object.values(value)) release(child);
}

function isDisposable(value: object): value is { dispose(): void } {
  return 'dispose' in value && typeof value.dispose === 'function';
}
