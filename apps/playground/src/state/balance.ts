import { type Curve, cutAfter, emptyCurve, extended } from '../chart/series.ts';
import { type Balance, balanceSignals, type Intervention, isCalm, type TrainProgress } from '../workers/protocol/index.ts';

/** A stretch of steps in which the two networks were out of balance, or what a policy did about it. */
export type Incident =
  | { readonly type: 'verdict'; readonly from: number; readonly to: number; readonly verdict: string; readonly reason: string; readonly undone?: boolean }
  | { readonly type: 'intervention'; readonly from: number; readonly intervention: Intervention };

/** How a run has stood so far. */
export interface BalanceRecord {
  /** By signal. */
  readonly curve: Curve;
  readonly last: Balance | undefined;
  readonly incidents: readonly Incident[];
}

export const noBalance: BalanceRecord = { curve: emptyCurve, last: undefined, incidents: [] };

/** A run that swings to and fro would fill a list without end; the latest say most. */
const mostIncidents = 100;
/** Steps of health between two stretches of the same trouble that make two of them. */
const apart = 10;

/** Joins what events said, of which only the last may have sent the run back. */
export function joined(record: BalanceRecord, events: readonly Pick<TrainProgress, 'step' | 'balance' | 'intervention'>[]): BalanceRecord {
  const told = events.flatMap(({ step, balance }) => (balance === undefined ? [] : [{ step, balance }]));
  const last = told.at(-1)?.balance;
  const intervened = events.at(-1)?.intervention;
  if (last === undefined && intervened === undefined) return record;
  const curve = extended(record.curve, told.map(({ step, balance }) => ({ step, values: Object.fromEntries(balanceSignals.flatMap((signal) => (Number.isFinite(balance[signal]) ? [[signal, balance[signal] as number]] : []))) })));
  const incidents = events.reduce(withIncidents, record.incidents).slice(-mostIncidents);
  const next = { curve, last: last ?? record.last, incidents };
  return intervened?.to === undefined ? next : rewoundTo(next, intervened.to);
}

function withIncidents(incidents: readonly Incident[], { step, balance, intervention }: Pick<TrainProgress, 'step' | 'balance' | 'intervention'>): readonly Incident[] {
  const told = balance === undefined || isCalm(balance.verdict) ? incidents : withTrouble(incidents, step, balance);
  return intervention === undefined ? told : [...told, { type: 'intervention', from: step, intervention }];
}

function withTrouble(incidents: readonly Incident[], step: number, { verdict, reason }: Balance): readonly Incident[] {
  const before = incidents.at(-1);
  const goesOn = before?.type === 'verdict' && before.undone !== true && before.verdict === verdict && step - before.to <= apart;
  return goesOn ? [...incidents.slice(0, -1), { ...before, to: step, reason }] : [...incidents, { type: 'verdict' as const, from: step, to: step, verdict, reason }];
}

/** The run goes on from an earlier step: what came after it stays in the list, as undone. */
function rewoundTo({ curve, last, incidents }: BalanceRecord, step: number): BalanceRecord {
  return { curve: cutAfter(curve, step), last, incidents: incidents.map((incident) => (incident.type === 'verdict' && incident.from > step ? { ...incident, undone: true } : incident)) };
}

/** As it was at a step: what came after it will come again. */
export function balanceUntil({ curve, last, incidents }: BalanceRecord, step: number): BalanceRecord {
  return { curve: cutAfter(curve, step), last, incidents: incidents.filter((incident) => incident.from <= step || (incident.type === 'verdict' && incident.undone === true)) };
}

/** The trouble that a step was in, if it was in any. */
export function troubleAt(incidents: readonly Incident[], step: number, undone = false): Extract<Incident, { type: 'verdict' }> | undefined {
  return incidents.findLast((incident): incident is Extract<Incident, { type: 'verdict' }> => incident.type === 'verdict' && (incident.undone ?? false) === undone && incident.from <= step && step <= incident.to + apart);
}
