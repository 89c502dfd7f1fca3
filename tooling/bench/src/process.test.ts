import { expect, it } from 'vitest';

import { processContender } from './process.ts';

const program = (body: string): readonly string[] => ['-e', body];
const say = (words: string): string => `console.log('#bench ' + JSON.stringify(${words}));`;

it('talks to a process, whatever else that prints', async () => {
  const contender = await processContender(process.execPath, program(`
    console.log('hello'); ${say('{ name: "x" + JSON.parse(process.argv[1]).threads, parameters: 3 }')}
    process.stdin.on('data', () => { console.log('working'); ${say('{ milliseconds: 7, cpuMilliseconds: 8, peakBytes: 9 }')} });
  `), { threads: 2 });
  expect(contender).toMatchObject({ name: 'x2', parameters: 3 });
  expect(await contender.once()).toEqual({ milliseconds: 7, cpuMilliseconds: 8, peakBytes: 9 });
  await contender.stop();
});

it('gives the reason of a process that ends', async () => {
  await expect(processContender(process.execPath, program('throw new TypeError("no such device", { cause: new Error("no driver") });'), {})).rejects.toThrow(/ended with 1: TypeError: no such device$/);
  await expect(processContender(process.execPath, program('console.error("Traceback:\\n  raise error\\ntorch.cuda.OutOfMemoryError: out of memory\\n"); process.exit(1);'), {})).rejects.toThrow(/OutOfMemoryError: out of memory$/);
  const contender = await processContender(process.execPath, program(`${say('{ name: "x" }')} process.stdin.on('data', () => { throw new Error('out of memory'); });`), {});
  await expect(contender.once()).rejects.toThrow('out of memory');
  await contender.stop();
});
