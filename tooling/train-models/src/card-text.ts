/** A table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A share of 1, as percent. */
export const percent = (share: number, digits = 0): string => `${(100 * share).toFixed(digits)} %`;

/** A count in millions, to two places. */
export const millions = (count: number): string => (count / 1e6).toFixed(2);
