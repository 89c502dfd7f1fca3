import { FigmentError } from '@figment/core';
import { type AnyModelDefinition, describeSchema, type TaskSpec } from '@figment/core/plugin';

/** The input that `--prompt` is, too: the only text that a task takes, where the task knows no other prompt. */
export function promptInput({ input, options }: TaskSpec): string | undefined {
  const texts = Object.entries(input).filter(([, kind]) => kind === 'text');
  if (texts.length !== 1 || texts[0]![0] === 'prompt' || describeSchema(options).some(({ path }) => path === 'prompt')) return undefined;
  return texts[0]![0];
}

/**
 * The task asked for; if none is named, the one that takes most of the inputs that stand on the command line and needs no other; if there is none, the
 * first that needs nothing, or the first.
 *
 * @throws FigmentError `TASK_UNKNOWN`, `TASK_UNAVAILABLE`
 */
export function chooseTask(definition: AnyModelDefinition, config: unknown, wanted: string | undefined, argv: readonly string[]): { readonly name: string; readonly task: TaskSpec } {
  const tasks = definition.tasks as Readonly<Record<string, TaskSpec>>;
  const reasons = (definition.unavailable?.(config) ?? {}) as Readonly<Record<string, string>>;
  const can = Object.keys(tasks).filter((name) => reasons[name] === undefined);
  const name = wanted ?? usualTask(can.map((each) => [each, tasks[each]!]), said(argv));
  if (name === undefined) throw new FigmentError('TASK_UNAVAILABLE', `${definition.id} has no task that this checkpoint can do.`);
  const task = tasks[name];
  if (task === undefined) throw new FigmentError('TASK_UNKNOWN', `--task must be one of ${can.join(', ')}, got ${name}.`);
  if (reasons[name] !== undefined) throw new FigmentError('TASK_UNAVAILABLE', `${name}: ${reasons[name]} It can do: ${can.join(', ')}.`);
  return { name, task };
}

function usualTask(tasks: readonly (readonly [string, TaskSpec])[], flags: ReadonlySet<string>): string | undefined {
  const isSaid = (task: TaskSpec, input: string): boolean => flags.has(input) || (flags.has('prompt') && input === promptInput(task));
  const inputs = ([, { input }]: readonly [string, TaskSpec]): number => Object.keys(input).length;
  const fitting = tasks.filter(([, task]) => Object.keys(task.input).every((input) => isSaid(task, input))).sort((a, b) => inputs(b) - inputs(a));
  return (fitting[0] ?? tasks[0])?.[0];
}

/** Names of all flags of a command line. */
function said(argv: readonly string[]): ReadonlySet<string> {
  return new Set(argv.filter((word) => word.startsWith('--')).map((word) => word.slice(2).split('=')[0]!));
}
