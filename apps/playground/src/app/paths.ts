/** A task, and the kind of what it gives where that is known: to translate may mean texts, or pictures. */
export interface Way {
  readonly name: string;
  readonly output?: string | undefined;
}

/** Pages that are at home with a task. */
const own: readonly (Way & { readonly page: string })[] = [
  { name: 'complete', page: '/complete' },
  { name: 'chat', page: '/chat' },
  { name: 'translate', output: 'text', page: '/translate' },
  { name: 'textToImage', page: '/text-to-image' },
  { name: 'judge', page: '/gan' },
  { name: 'translate', output: 'image', page: '/gan' },
  { name: 'upscale', page: '/gan' },
];
/** The same, but to understand a model rather than to use it. */
const explaining: typeof own = [{ name: 'noise', page: '/noise' }];

function pageOf({ name, output }: Way, pages: typeof own): string | undefined {
  return pages.find((each) => each.name === name && (each.output === undefined || output === undefined || each.output === output))?.page;
}

/** Where a model is used: on the page of the task, or where every task is. */
export function pathOf(source: string, task: Way | undefined): string {
  const model = encodeURIComponent(source);
  const page = task === undefined ? undefined : pageOf(task, own) ?? pageOf(task, explaining);
  if (page !== undefined) return `${page}?model=${model}`;
  return task === undefined ? `/generate?model=${model}` : `/generate?model=${model}&task=${task.name}`;
}

/** Where a model is best met: on the page of the first of its tasks that has one, or where every task is. */
export function firstPathOf(source: string, tasks: readonly Way[]): string {
  return pathOf(source, tasks.find((task) => pageOf(task, own) !== undefined));
}
