import { FigmentError } from '@figment/core';

import type { ProcessConfig } from '../config/process.ts';
import { cosineBetas, linearBetas, scaledLinearBetas, sigmoidBetas, zeroTerminalSnr } from '../noise/betas.ts';
import { flow } from '../noise/flow.ts';
import type { NoiseProcess } from '../noise/process.ts';
import { varianceExploding } from '../noise/variance-exploding.ts';
import { variancePreserving } from '../noise/variance-preserving.ts';

/** The process that a config describes. */
export function processOf({ kind, trainingSteps, betas, betaStart, betaEnd, zeroTerminalSnr: zeroAtTheEnd, sigmaMin, sigmaMax, sigmaData }: ProcessConfig): NoiseProcess {
  switch (kind) {
    case 'flow':
      return flow(trainingSteps);
    case 'varianceExploding':
      return varianceExploding({ trainingSteps, sigmaMin, sigmaMax, dataDeviation: sigmaData });
    case 'variancePreserving': {
      const table = { linear: linearBetas, scaledLinear: scaledLinearBetas, cosine: cosineBetas, sigmoid: sigmoidBetas }[betas](trainingSteps, betaStart, betaEnd);
      return variancePreserving(zeroAtTheEnd ? zeroTerminalSnr(table) : table);
    }
    default:
      throw new FigmentError('CONFIG_INVALID', `config.process.kind must be flow, variancePreserving or varianceExploding, got ${String(kind satisfies never)}.`);
  }
}
