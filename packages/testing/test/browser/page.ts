/** Runs the check of the backend that the address names, and leaves what came of it for whoever opened the page. */
import { checkBackend, faultsOf } from '../../src/backend/index.ts';

/** What the page came to. */
export interface PageResult {
  readonly device: string;
  readonly cases: number;
  readonly faults: readonly string[];
}

async function result(): Promise<PageResult> {
  const { device, outcomes } = await checkBackend(new URLSearchParams(location.search).get('backend') ?? 'wasm');
  return { device, cases: outcomes.length, faults: outcomes.flatMap((outcome) => faultsOf(outcome).map((fault) => `${outcome.family}: ${outcome.name}: ${fault}`)) };
}

Object.assign(globalThis, { result: await result().catch((error: unknown) => ({ device: '', cases: 0, faults: [String(error)] })) });
