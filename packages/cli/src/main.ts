import { endWhereNobodyReads } from './output/closed-pipe.ts';
import { standardOutput } from './output/output.ts';
import { reportError } from './output/report-error.ts';
import { createProgram } from './program.ts';

/** Runs the command line `argv` (without node and script) and sets the exit code of the process. */
export async function main(argv: readonly string[]): Promise<void> {
  endWhereNobodyReads();
  const output = standardOutput(argv.includes('--json'));
  try {
    await createProgram(output).parseAsync([...argv], { from: 'user' });
  } catch (error) {
    process.exitCode = reportError(error, output);
  }
}
