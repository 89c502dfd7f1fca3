import { type Inspection, inspectCheckpoint } from '@figment/core/checkpoint';
import { Command } from 'commander';

import { bytes, count } from '../output/format.ts';
import type { Output } from '../output/output.ts';
import { table } from '../output/table.ts';

/** `figment inspect FOLDER`: what is in a checkpoint, without loading it. */
export function inspectCommand(output: Output): Command {
  return new Command('inspect')
    .description('What is in a checkpoint.')
    .argument('<folder>', 'a run, a shipped model (models/vae-emoji), or a URL')
    .option('--tensors', 'each tensor with its type and shape')
    .option('--json', 'one JSON object a line, for machines')
    .action(async (folder: string, { tensors = false }: { tensors?: boolean }) => {
      const inspection = await inspectCheckpoint(folder);
      output.event('inspect', inspection);
      show(inspection, '', tensors, output);
    });
}

function show({ location, manifest, files, parameterCount, parts }: Inspection, indent: string, tensors: boolean, output: Output): void {
  const { provenance = {} } = manifest;
  const facts = [
    ['checkpoint', location],
    ['model', manifest.model],
    ['parameters', count(parameterCount)],
    ['step', manifest.step === undefined ? '–' : manifest.step.toLocaleString('en-US')],
    ['config', JSON.stringify(manifest.config)],
    ...Object.entries(provenance).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
    ...files.map(({ name, bytes: size }, i) => [i === 0 ? 'files' : '', `${name}  ${bytes(size)}`]),
  ];
  const indented = (text: string) => text.split('\n').map((line) => `${indent}${line}`).join('\n');
  output.line(indented(table(facts)));
  if (tensors) {
    for (const file of files) {
      if (file.tensors === undefined) continue;
      output.line(indented(`\n${file.name}`));
      output.line(indented(table(file.tensors.map(({ name, dtype, shape, bytes: size }) => [`  ${name}`, dtype, `[${shape.join(', ')}]`, bytes(size)]))));
    }
  }
  for (const [name, part] of Object.entries(parts)) {
    output.line(indented(`\npart ${name}`));
    show(part, `${indent}  `, tensors, output);
  }
}
