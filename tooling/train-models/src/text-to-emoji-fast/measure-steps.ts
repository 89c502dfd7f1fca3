import { type Fidelity, measureFidelity } from '../text-to-emoji/measure-painter.ts';
import { openPainter, type Painter } from '../text-to-emoji/painter.ts';
import { recipe as teacherRecipe } from '../text-to-emoji/recipe.ts';
import type { ToldEmoji } from '../text-to-emoji/told-emoji.ts';
import { recipe } from './recipe.ts';

/** What is painted in so many steps. */
export interface StepsRow {
  readonly of: 'teacher' | 'this';
  readonly steps: number;
  /** How often the network is asked for a picture: twice a step where it is guided. */
  readonly calls: number;
  readonly fidelity: Fidelity;
}

/** What few steps cost. */
export interface StepsFigures {
  /** Of the adapter. */
  readonly parameters: number;
  readonly rows: readonly StepsRow[];
}

/** What is measured. */
export interface MeasureOptions {
  /** In each language (512). */
  readonly captions?: number | undefined;
  /** Steps of what was taught (1, 2, 4). */
  readonly counts?: readonly number[] | undefined;
  /** Without the teacher (false). */
  readonly alone?: boolean | undefined;
}

/** Paints the same captions, from the same noise, with the teacher and with what it taught. */
export async function measureSteps(emoji: ToldEmoji, teacher: string, fast: string, { captions, counts = recipe.measured, alone = false }: MeasureOptions = {}): Promise<StepsFigures> {
  const { steps: usual } = teacherRecipe.config.generation;
  const teachers = alone ? { rows: [] } : await rowsOf(await openPainter(teacher), 'teacher', [1, 2, 4, usual], 2, { captions }, emoji);
  const own = await rowsOf(await openPainter(teacher, fast), 'this', counts, 1, { captions, guidance: recipe.usual.guidance }, emoji);
  return { parameters: own.parameters, rows: [...teachers.rows, ...own.rows] };
}

async function rowsOf(painter: Painter, of: StepsRow['of'], counts: readonly number[], calls: number, options: { readonly guidance?: number; readonly captions?: number | undefined }, emoji: ToldEmoji): Promise<StepsFigures> {
  const rows: StepsRow[] = [];
  try {
    for (const steps of counts) rows.push({ of, steps, calls: calls * steps, fidelity: await measureFidelity(painter, emoji, { steps, ...options }) });
    return { parameters: painter.parameters.adapter, rows };
  } finally {
    painter.dispose();
  }
}
