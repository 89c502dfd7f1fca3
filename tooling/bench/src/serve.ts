import { createInterface } from 'node:readline';

/** The contender's side of {@link processContender}: one unit of work for each line read. */
export async function serve(name: string, work: () => Promise<void>): Promise<void> {
  process.stdout.write(`ready ${name}\n`);
  for await (const _ of createInterface({ input: process.stdin })) {
    const started = performance.now();
    await work();
    process.stdout.write(`${performance.now() - started}\n`);
  }
}
