import { FigmentError, type Shape } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { type AnyModelDefinition, describeSchema, type Kind, type TaskSpec } from '@figment/core/plugin';
import { Command, Option } from 'commander';

import { type AnyDataset, openSource, sourceOf } from '../inputs/data-source.ts';
import { chooseTask, promptInput } from '../models/choose-task.ts';
import { locateModel } from '../models/locate-model.ts';
import { openParts, partFlag, partsOf, type PartSources } from '../models/parts.ts';
import { addBackendFlags, type BackendFlags, backendOptions } from '../options/backend-flags.ts';
import { asksForHelp, firstLook, lateCommand } from '../options/first-look.ts';
import { number } from '../options/number.ts';
import { addSchemaFlags, schemaValues } from '../options/schema-flags.ts';
import { throwing } from '../options/throwing.ts';
import { checkFile } from '../output/file-type.ts';
import type { Output } from '../output/output.ts';
import { type Frames, runSampling } from '../sampling/run-sampling.ts';
import { gatherInputs } from '../sampling/gather-inputs.ts';
import { openAny } from '../tokenizer/open.ts';

const summary = 'Ask a trained model to do one of its tasks.';

interface SampleFlags extends BackendFlags {
  readonly task?: string;
  readonly out?: string;
  readonly seed?: number;
  readonly columns?: number;
  readonly scale?: number;
  readonly animate?: Frames;
  readonly fps: number;
  readonly part?: PartSources;
  readonly tokenizer?: string;
  readonly plugin?: string[];
}

/** `figment sample FOLDER --task NAME --out FILE`: its flags depend on the task, so they are made once that is known. */
export function sampleCommand(output: Output): Command {
  return lateCommand('sample', summary, 'FOLDER --task NAME --out FILE [options]', (argv) => sample(argv, output));
}

async function sample(argv: readonly string[], output: Output): Promise<void> {
  const look = firstLook(argv, addRunFlags);
  if (look.operand === undefined) {
    if (asksForHelp(argv)) {
      describeSample(undefined, undefined).outputHelp();
      return;
    }
    throw new FigmentError('OPTIONS_INVALID', 'say which checkpoint: figment sample runs/a, or one that ships: figment sample models/vae-emoji (figment models lists them).');
  }
  const folder = look.operand;
  const { task: wanted, plugin } = look.flags as Partial<SampleFlags>;
  const located = await locateModel(folder, plugin);
  const { definition, config, provenance } = located;
  const { name, task } = chooseTask(definition, config, wanted, argv);

  const command = throwing(describeSample(definition, { name, task }), output);
  command.parse([...argv], { from: 'user' });
  const flags = command.opts<SampleFlags>();
  if (flags.out !== undefined) checkFile(task.output, flags.out);
  const seed = flags.seed ?? Math.floor(Math.random() * 2 ** 31);
  const options = schemaValues(command, describeSchema(task.options), '', 'options', 'OPTIONS_INVALID');
  const tokenizer = flags.tokenizer === undefined ? undefined : await openAny(flags.tokenizer);

  await selectBackend(backendOptions(flags));
  let opened: Promise<AnyDataset> | undefined;
  const data = (): Promise<AnyDataset> => {
    const source = sourceOf(provenance);
    if (source === undefined) throw new FigmentError('INPUT_INVALID', `${folder} does not say what it was trained on: give each input as a file.`);
    return (opened ??= openSource(source));
  };
  const shapes = (definition.shapes?.(config) ?? {}) as Partial<Record<Kind, Shape>>;
  const input = await gatherInputs(task, command.opts(), { shapes, data }, seed, output);
  const parts = await openParts(partsOf(provenance, flags.part), plugin);
  try {
    const model = await located.open(tokenizer, parts.models);
    try {
      const look = { columns: flags.columns, scale: flags.scale ?? ownScale(task, shapes), framesPerSecond: flags.fps };
      await runSampling({ model, name, task, input, options, seed, out: flags.out, animate: flags.animate, look }, output);
    } finally {
      model.dispose();
    }
  } finally {
    parts.dispose();
  }
}

/** What is made of pictures of any size comes out as large as it is, not enlarged for people to see. */
function ownScale({ input }: TaskSpec, shapes: Readonly<Partial<Record<Kind, Shape>>>): number | undefined {
  return shapes.image === undefined && Object.values(input).includes('image') ? 1 : undefined;
}

function addRunFlags(command: Command): Command {
  command
    .option('--task <name>', 'what to do; if absent, what takes the inputs that are given, or needs none')
    .option('--out <file>', 'pictures: a .png (a grid; %d in its name: one file for each), or a .gif, .apng or .webp that moves; clips: the same; sounds: a .wav; the rest: JSON or text')
    .option('--seed <n>', 'same seed, same result (drawn if absent)', number({ integer: true }))
    .option('--columns <n>', 'pictures in a row', number({ integer: true, min: 1 }))
    .option('--scale <n>', 'side of a pixel in the PNG', number({ integer: true, min: 1 }))
    .addOption(new Option('--animate <what>', 'frames of a moving picture: the steps that lead to the pictures, or the pictures one after the other (the steps, where there are several, but for a walk)').choices(['steps', 'pictures']))
    .option('--fps <n>', 'frames a second of what moves', number({ min: 0.1, max: 50 }), 10)
    .option('--part <name=folder>', 'a model that this one works with, where its checkpoint does not have it or say it: autoencoder=models/vae-emoji', partFlag)
    .option('--tokenizer <path>', 'a tokenizer, where none lies beside the weights');
  return addBackendFlags(command)
    .option('--plugin <package...>', 'further plugins: packages, or folders of such')
    .option('--json', 'one JSON object a line, for machines');
}

function describeSample(definition: AnyModelDefinition | undefined, chosen: { name: string; task: TaskSpec } | undefined): Command {
  const command = new Command('figment sample').argument('[folder]');
  command.description(chosen === undefined || definition === undefined ? summary : `${summary}\n\n${chosen.task.title}: ${chosen.task.description ?? ''}`.trim());
  command.usage(chosen === undefined ? 'FOLDER --task NAME --out FILE' : `FOLDER --task ${chosen.name} --out FILE [options]`);
  command.optionsGroup('Run:');
  addRunFlags(command);
  if (definition === undefined || chosen === undefined) return command.addHelpText('after', '\nWhat a task can be told: figment sample FOLDER --task NAME --help.');
  const inputs = Object.entries(chosen.task.input);
  if (inputs.length > 0) command.optionsGroup('Input:');
  const prompt = promptInput(chosen.task);
  for (const [name, kind] of inputs) command.option(`${name === prompt ? '--prompt, ' : ''}--${name} <${kind}>`, kind === 'text' || kind === 'label' ? kind : 'a file, or data:NUMBER or data:WORDS for an example of the training data (any example if absent)');
  addSchemaFlags(command, describeSchema(chosen.task.options), '', 'Options:');
  return command.addHelpText('after', `\nTasks: ${Object.keys(definition.tasks as object).join(', ')}.`);
}
