import { createInterface } from 'node:readline';

/** The contender's side of {@link processContender}: one unit of work for each line read. */
export async function serve(name: string, work: () => Promise<void>): Promise<void> {
  process.stdout.write(`ready ${name}\n`);
  const requests = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  while ((await requests.next()).done !== true) {
    const started = performance.now();
    await work();
    process.stdout.write(`${performance.now() - started}\n`);
  }
}
