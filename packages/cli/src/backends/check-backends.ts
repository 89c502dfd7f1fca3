import { FigmentError, isFigmentError } from '@figment/core';
import { type BackendName, selfCheckBackend } from '@figment/core/backend';
import { type BackendReport, checkBackend } from '@figment/testing/backend';

import type { Output } from '../output/output.ts';
import { progressLine } from '../output/progress.ts';
import { eventOf, showReport, showSelfCheck } from './report.ts';

const all: readonly BackendName[] = ['torch', 'webgpu', 'wasm', 'cpu'];

export interface CheckFlags {
  /** All that there are. */
  readonly backends: readonly BackendName[] | undefined;
  readonly filter: string | undefined;
}

/**
 * Checks each backend that is there, each asked for by name, and prints what came of it.
 *
 * @throws FigmentError `BACKEND_WRONG` after the last one, when a result of any is wrong
 * @throws FigmentError `BACKEND_UNAVAILABLE` when one that was named is not there, or none is
 */
export async function checkBackends({ backends, filter }: CheckFlags, output: Output): Promise<void> {
  const reports: BackendReport[] = [];
  let faults = 0;
  for (const name of backends ?? all) {
    const report = await reportOf(name, filter, output, backends !== undefined);
    if (report === undefined) continue;
    reports.push(report);
    showReport(report, output);
    output.event('check', eventOf(report));
    if (report.outcomes.length === 0) throw new FigmentError('OPTIONS_INVALID', `--filter must be a part of a family or a name, got ${filter ?? ''}.`);
    faults += report.wrong + (await checkItself(name, output));
  }
  if (reports.length === 0) throw new FigmentError('BACKEND_UNAVAILABLE', 'there is no backend to check here.');
  if (faults > 0) throw new FigmentError('BACKEND_WRONG', `${faults} of the checks above failed: don't train on what is wrong there.`);
}

async function reportOf(name: BackendName, filter: string | undefined, output: Output, named: boolean): Promise<BackendReport | undefined> {
  const progress = progressLine(output, { inPipes: false });
  try {
    return await checkBackend(name, { filter, onCase: (outcome, { done, of }) => { progress.show({ step: done, of, text: `${name}   ${outcome.family}` }); } });
  } catch (error) {
    if (named || !isFigmentError(error, 'BACKEND_UNAVAILABLE')) throw error;
    output.line(`${name}   not here: ${error.message}\n`);
    output.event('check', { backend: name, unavailable: error.message });
    return undefined;
  } finally {
    progress.end();
  }
}

/** What the backend assumes of the libraries below it. Gives the number of faults; without a way to find out, none. */
async function checkItself(name: BackendName, output: Output): Promise<number> {
  try {
    const found = await selfCheckBackend(name);
    if (found === undefined) return 0;
    showSelfCheck(found, output);
    output.event('self-check', { backend: name, ...found });
    return found.faults.length;
  } catch (error) {
    if (!isFigmentError(error, 'BACKEND_UNAVAILABLE')) throw error;
    output.line(`  not compared with its libraries: ${error.message}\n`);
    return 0;
  }
}
