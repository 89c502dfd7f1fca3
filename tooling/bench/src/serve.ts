import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

import type { Introduction, Sample } from './contender.ts';
import { mark } from './process.ts';
import type { Settings } from './settings.ts';

/** What the contender was told: the JSON of its first argument. */
export function settings(): Settings {
  return JSON.parse(process.argv[2] ?? '{}') as Settings;
}

/** What work comes to. What is given as a function is found out after the clock has stopped. */
type Outcome = number | undefined | (() => Partial<Pick<Sample, 'value' | 'heldBytes'>>);

/** The contender's side of `processContender`: one unit of work for each line read. `work` gives its value, if it has one. */
export async function serve(introduction: Introduction, work: () => Promise<Outcome>): Promise<void> {
  say(introduction);
  const requests = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  while ((await requests.next()).done !== true) {
    const cpu = process.cpuUsage();
    const started = performance.now();
    const outcome = await work();
    const milliseconds = performance.now() - started;
    const { user, system } = process.cpuUsage(cpu);
    const peak = peakBytes();
    say({ milliseconds, cpuMilliseconds: (user + system) / 1000, peakBytes: peak, ...(typeof outcome === 'function' ? outcome() : { value: outcome }) });
  }
  process.exit(0);
}

/** The most memory that this process had. The system's own count would begin with that of the process that started it. */
function peakBytes(): number {
  if (process.platform !== 'linux') return 1024 * process.resourceUsage().maxRSS;
  return 1024 * Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
}

function say(words: object): void {
  process.stdout.write(`${mark}${JSON.stringify(words)}\n`);
}
