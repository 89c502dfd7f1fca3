import type { HostArray } from '@figment/core';
import { describeSchema, fromHost, type HostValue, type Kind, type TaskSpec, toHost } from '@figment/core/plugin';
import type { Sampling, SamplingStep } from '@figment/core/sampling';

import { isAnimation } from '../output/animation.ts';
import type { Output } from '../output/output.ts';
import { gridOf } from '../output/pictures.ts';
import { progressLine } from '../output/progress.ts';
import { TextStream } from '../output/text-stream.ts';
import { type Look, plain, writeResult } from '../output/write-result.ts';
import { stopOnInterrupt } from '../training/interrupt.ts';

interface AnyTask {
  sample(input: object, options: object): Sampling<SamplingStep<unknown>, unknown>;
}

/** What the frames of a moving picture are: the steps of a way, or the pictures at its end. */
export type Frames = 'steps' | 'pictures';

export interface SamplingRequest {
  readonly model: { readonly tasks: object };
  readonly name: string;
  readonly task: TaskSpec;
  readonly input: Readonly<Record<string, HostValue<Kind>>>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly out: string | undefined;
  readonly animate: Frames | undefined;
  readonly look: Look;
}

/** Runs a task, shows how far it is, and writes what comes out. */
export async function runSampling({ model, name, task, input, options, seed, out, animate, look }: SamplingRequest, output: Output): Promise<void> {
  const interrupt = stopOnInterrupt();
  const progress = progressLine(output, { inPipes: false });
  const values = Object.entries(input).map(([field, value]) => [field, fromHost(task.input[field] as Kind, value)] as const);
  const stream = out === undefined && task.output === 'text' ? new TextStream(output, input['prompt']) : undefined;
  const way: HostArray<Uint8Array>[] = [];
  const showsWay = task.output === 'image' && out !== undefined && isAnimation(out) && (animate ?? usualFrames(task)) === 'steps';
  const told = new Set<string>();
  let result: unknown;
  try {
    const sampling = (model.tasks as Readonly<Record<string, AnyTask>>)[name]!.sample(Object.fromEntries(values), { ...options, seed, signal: interrupt.signal });
    const whole = sampling.result();
    whole.catch(() => undefined);
    for await (const step of sampling) {
      for (const warning of step.warnings ?? []) {
        if (told.has(warning.message)) continue;
        told.add(warning.message);
        output.event('warning', { ...warning });
        output.warn(`warning  ${warning.message}`);
      }
      if (showsWay) way.push(gridOf(await toHost('image', step.sample as never), look));
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
  const [path, ...others] = await writeResult(task.output, hosted, out, look, output, way);
  output.event('result', { task: name, seed, kind: task.output, ...(path === undefined ? { value: plain(hosted) } : { path }), ...(others.length > 0 && { paths: [path, ...others] }) });
  output.line(path === undefined ? `seed ${seed}` : `wrote ${path}${others.length === 0 ? '' : ` … ${others.at(-1)!}`}   seed ${seed}`);
}

/** A walk of many frames is looked at one after the other. */
function usualFrames({ options }: TaskSpec): Frames {
  return describeSchema(options).some(({ path }) => path === 'frames') ? 'pictures' : 'steps';
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
