import { type Figure, isMeasured, type Side } from '../figure.ts';

/** What is shown of each figure, in the terminal and in the docs. */
export const columns = ['figure', 'threads', 'ours', 'best', 'CPU', 'peer', 'best', 'CPU', 'unit', 'ratio', 'of CPU', 'of best', 'bar', '', 'against'] as const;

/** A row for each figure: medians, the best, processor time; ratios above 1 mean that ours is better. */
export function rowsOf(figures: readonly Figure[]): string[][] {
  return figures.map((figure) => {
    const { name, threads, bar, limit } = figure;
    const asked = [bar === undefined ? '' : `>= ${bar}`, limit === undefined ? '' : `<= ${limit} ${figure.unit}`].filter((text) => text !== '').join(', ');
    if (!isMeasured(figure)) return [name, String(threads), '', '', '', '', '', '', '', '', '', '', asked, 'failed', figure.error];
    const { ours, peer, unit, ratio, cpuRatio, bestRatio, met } = figure;
    const isTimed = unit !== 'MB';
    const side = (one: Side): string[] => (isTimed ? [`${number(one.median)} ±${percent(one.spread)}`, number(one.best), cpuRatio === undefined ? '' : number(one.cpu)] : [number(one.median), '', '']);
    return [
      name, String(threads), ...side(ours), ...side(peer), unit,
      ratio.toFixed(2), cpuRatio?.toFixed(2) ?? '', isTimed ? bestRatio.toFixed(2) : '',
      asked, met === undefined ? '' : met ? 'met' : 'NOT MET', peer.name,
    ];
  });
}

/** Three digits and more where there are more before the point. */
function number(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function percent(part: number): string {
  return `${(100 * part).toFixed(0)} %`;
}
