import { selectBackend } from '@figment/core/backend';
import { Command } from 'commander';

import { checkBackends } from '../backends/check-backends.ts';
import type { Output } from '../output/output.ts';
import { table } from '../output/table.ts';

interface Flags {
  readonly measure?: boolean;
  readonly check?: boolean;
  readonly backend?: string[];
  readonly filter?: string;
}

/** `figment backends`: what there is to compute on, what was chosen, and why; or whether it computes rightly. */
export function backendsCommand(output: Output): Command {
  return new Command('backends')
    .description('What there is to compute on, what is chosen, and why.')
    .option('--measure', 'time each candidate on a short workload and take the fastest')
    .option('--check', 'compare what each backend computes, with gradients, with golden numbers of PyTorch')
    .option('--backend <name...>', 'with --check: these only (torch, webgpu, wasm, cpu)')
    .option('--filter <text>', 'with --check: only operations whose family or name contains this')
    .option('--json', 'one JSON object a line, for machines')
    .action(async ({ measure, check, backend, filter }: Flags) => {
      if (check === true) await checkBackends({ backends: backend, filter }, output);
      else await show(measure === true, output);
    });
}

async function show(measure: boolean, output: Output): Promise<void> {
  const { name, device, considered } = await selectBackend(measure ? { measure } : {});
  output.event('backends', { name, device, considered });
  output.line(table(considered.map((one) => [one.chosen ? '*' : ' ', one.name, one.reason])));
  output.line();
  output.line(`chosen   ${name} (${device})`);
}
