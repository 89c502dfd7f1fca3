import type { TaskDescription } from '../../workers/protocol/index.ts';

/** Pictures that lead from one given picture to another, or that are so many on a way: shown as one strip. */
export function isPath(task: TaskDescription, count: number): boolean {
  return count > 2 && task.output === 'image' && (task.input.filter(({ kind }) => kind === 'image').length === 2 || task.options.some(({ path }) => path.join() === 'frames'));
}

/** A strip keeps to one row where there is room; a grid is as square as its width allows. */
export function columnsFor(count: number, path: boolean, width: number): number {
  const fitting = Math.max(1, Math.floor(width / (path ? 66 : 72)));
  if (path) return count <= fitting ? count : evenly(count, fitting);
  return Math.min(count, fitting, Math.max(1, Math.ceil(Math.sqrt(count * (width > 560 ? 2 : 1)))));
}

/** Rows of the same length, where that does not waste half of the width. */
function evenly(count: number, fitting: number): number {
  for (let columns = fitting; columns > fitting / 2; columns--) if (count % columns === 0) return columns;
  return fitting;
}
