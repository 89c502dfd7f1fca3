import type { TrainEvent } from '@figment/core/training';

const EVERY = 50;

/** Makes all steps of a run, and prints how it goes. */
export async function report(run: AsyncIterable<TrainEvent>, steps: number): Promise<void> {
  let sum = 0, count = 0;
  for await (const { step, losses, samplesPerSecond } of run) {
    sum += Object.values(losses)[0] ?? NaN;
    count += 1;
    if (step % EVERY !== 0 && step !== steps) continue;
    console.log(`${step}/${steps}  loss ${(sum / count).toFixed(4)}  ${samplesPerSecond.toFixed(0)} rows/s`);
    sum = count = 0;
  }
}
