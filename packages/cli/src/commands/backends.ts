import { selectBackend } from '@figment/core/backend';
import { Command } from 'commander';

import type { Output } from '../output/output.ts';
import { table } from '../output/table.ts';

/** `figment backends`: what there is to compute on, what was chosen, and why. */
export function backendsCommand(output: Output): Command {
  return new Command('backends')
    .description('What there is to compute on, what is chosen, and why.')
    .option('--measure', 'time each candidate on a short workload and take the fastest')
    .option('--json', 'one JSON object a line, for machines')
    .action(async ({ measure }: { measure?: boolean }) => {
      const { name, device, considered } = await selectBackend(measure === true ? { measure } : {});
      output.event('backends', { name, device, considered });
      output.line(table(considered.map((one) => [one.chosen ? '*' : ' ', one.name, one.reason])));
      output.line();
      output.line(`chosen   ${name} (${device})`);
    });
}
