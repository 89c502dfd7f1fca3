/** Tasks that have a page of their own, by name. */
const own: Readonly<Record<string, string>> = { complete: '/complete', chat: '/chat', translate: '/translate', textToImage: '/text-to-image' };
/** The same, but to understand a model rather than to use it. */
const explaining: Readonly<Record<string, string>> = { noise: '/noise' };

/** Where a model is used: on the page of the task, or where every task is. */
export function pathOf(source: string, task: string | undefined): string {
  const model = encodeURIComponent(source);
  const page = task === undefined ? undefined : own[task] ?? explaining[task];
  if (page !== undefined) return `${page}?model=${model}`;
  return task === undefined ? `/generate?model=${model}` : `/generate?model=${model}&task=${task}`;
}

/** Where a model is best met: on the page of the first of its tasks that has one, or where every task is. */
export function firstPathOf(source: string, tasks: readonly string[]): string {
  return pathOf(source, tasks.find((task) => task in own));
}
