/** Tasks that have a page of their own, under the task's name. */
const own = ['complete', 'chat', 'translate'];
/** The same, but to understand a model rather than to use it. */
const explaining = ['noise'];

/** Where a model is used: on the page of the task, or where every task is. */
export function pathOf(source: string, task: string | undefined): string {
  const model = encodeURIComponent(source);
  if (task !== undefined && [...own, ...explaining].includes(task)) return `/${task}?model=${model}`;
  return task === undefined ? `/generate?model=${model}` : `/generate?model=${model}&task=${task}`;
}

/** Where a model is best met: on the page of the first of its tasks that has one, or where every task is. */
export function firstPathOf(source: string, tasks: readonly string[]): string {
  return pathOf(source, tasks.find((task) => own.includes(task)));
}
