import { shippedIndex } from '@figment/core/data';
import { Command } from 'commander';

import { bytes, count } from '../output/format.ts';
import type { Output } from '../output/output.ts';
import { table } from '../output/table.ts';
import { openRegistry } from '../plugins/plugins.ts';

/** `figment models`: what can be trained, and what is ready to sample from. */
export function modelsCommand(output: Output): Command {
  return new Command('models')
    .description('What can be trained, and what has been trained and ships.')
    .option('--plugin <package...>', 'further plugins: packages, or folders of such')
    .option('--json', 'one JSON object a line, for machines')
    .action(async ({ plugin = [] }: { plugin?: string[] }) => {
      const definitions = (await openRegistry(plugin)).list('models').map(({ id, title, description, tasks }) => ({ id, title, description, tasks: Object.keys(tasks as object) }));
      // Without the package @figment/models there is nothing that ships, and that is no error.
      const shipped = await shippedIndex().then((index) => index.models, () => []);
      output.event('models', { definitions, shipped });
      output.line('to train   figment train MODEL --data NAME');
      output.line(table(definitions.map(({ id, title, tasks }) => [`  ${id}`, title, tasks.join(', ')])));
      output.line();
      output.line('trained   figment sample MODEL --task NAME');
      output.line(shipped.length === 0 ? '  none here (npm install @figment/models)' : table(shipped.map(({ path, title, parameters, bytes: size, tasks }) => [`  models/${path}`, title.en, `${count(parameters)} parameters`, bytes(size), tasks.join(', ')])));
    });
}
