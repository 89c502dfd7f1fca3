import { FigmentError } from '@figment/core';

import type { GenerationCall } from './generate.ts';
import type { NextTokenModel } from './next-token-model.ts';
import type { GenerationOptions } from './options.ts';
import { isId } from './rules/chain.ts';

/** At the door, before anything is allocated. */
export function checkGeneration<State extends object>(
  { vocabulary }: NextTokenModel<State>,
  prompts: readonly (readonly number[])[],
  options: GenerationOptions,
  { tokenizer, ends = [], prefix, draft }: GenerationCall<State>,
): void {
  const { begin, stopIds, forced = {}, bias, banned, stop, beams, beamGroups, samples, contrastive, guidance, constraint } = options;
  if (prompts.length === 0) throw new FigmentError('INPUT_INVALID', 'prompts must be one or more, got none.');
  prompts.forEach((ids, row) => {
    if (ids.length === 0) throw new FigmentError('INPUT_INVALID', `prompts[${row}] is empty: there is nothing to go on from. Give it the id that begins a text, such as the tokenizer's or model's begin id.`);
    checkIds(`prompts[${row}]`, ids, 'INPUT_INVALID');
  });
  const { first, last, at = {} } = forced;
  const places = [first, last, ...Object.values(at)].filter((id) => id !== undefined);
  const [ids, texts] = [banned.filter((item) => typeof item === 'number'), banned.filter((item) => typeof item === 'string')];
  const lists = { 'options.begin': begin, 'options.stopIds': stopIds, 'options.forced': places, 'options.bias': Object.keys(bias).filter(isId).map(Number), 'options.banned': ids, 'call.ends': ends };
  for (const [name, list] of Object.entries(lists)) checkIds(name, list);
  const told = { stop, banned: texts, bias: Object.keys(bias).filter((key) => !isId(key)), 'guidance.negative': guidance?.negative ?? '', constraint: Object.keys(constraint ?? {}) };
  for (const [name, { length }] of Object.entries(told)) if (tokenizer === undefined && length > 0) throw new FigmentError('TOKENIZER_MISSING', `options.${name} is told in texts, which needs a tokenizer.`);
  if (beams % beamGroups !== 0) refuse('beams', `a multiple of options.beamGroups (${beamGroups})`, beams);
  if (beams > 1 && samples > beams) refuse('samples', `at most options.beams (${beams}): beam search gives its best texts`, samples);
  if (contrastive !== undefined && beams > 1) refuse('beams', '1 with options.contrastive', beams);
  if (contrastive !== undefined && samples > 1) refuse('samples', '1 with options.contrastive', samples);
  if (draft !== undefined && beams > 1) refuse('beams', '1 with a draft model', beams);
  if (draft !== undefined && contrastive !== undefined) refuse('contrastive', 'left out with a draft model', JSON.stringify(contrastive));
  if (draft !== undefined && draft.vocabulary !== vocabulary) throw new FigmentError('TOKENIZER_MISMATCH', `a draft model must have the model's vocabulary (${vocabulary} ids), got ${draft.vocabulary}.`);
  if (prefix !== undefined && prompts.length !== 1) throw new FigmentError('INPUT_INVALID', `prompts must be one where a session is given, got ${prompts.length}.`);

  function checkIds(name: string, list: readonly number[], code: 'OPTIONS_INVALID' | 'INPUT_INVALID' = 'OPTIONS_INVALID'): void {
    const wrong = list.find((id) => !(Number.isInteger(id) && id >= 0 && id < vocabulary));
    if (wrong !== undefined) throw new FigmentError(code, `${name} must hold ids from 0 to ${vocabulary - 1}, got ${wrong}.`);
  }
}

function refuse(name: string, right: string, value: number | string): never {
  throw new FigmentError('OPTIONS_INVALID', `options.${name} must be ${right}, got ${value}.`);
}
