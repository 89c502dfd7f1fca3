import { Info } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { usePluginText } from '../../app/i18n/use-texts.ts';
import { ResultPanel } from '../../controls/ResultPanel.tsx';
import type { Denoising } from '../../state/denoising.ts';
import type { GenerationRequest } from '../../state/generation.ts';
import { DenoisingView } from '../../views/denoising/DenoisingView.tsx';
import type { DataSetDescription, TaskDescription } from '../../workers/protocol/index.ts';
import styles from './TextToImage.module.css';

interface PlateProps {
  readonly task: TaskDescription;
  readonly denoising: Denoising;
  readonly asked: GenerationRequest | undefined;
  readonly set: DataSetDescription | undefined;
}

/** Pictures as they come out of noise, how far they are, and what went otherwise than asked. */
export function Plate({ task, denoising, asked, set }: PlateProps) {
  const { t } = useTranslation();
  const say = usePluginText();
  const { state, result, way } = denoising;
  return (
    <ResultPanel label={t('textToImage.result')} task={task} generation={denoising} asked={asked} linkNote={t('textToImage.linkNote')}>
      {way.warnings.map(({ code, message }) => (
        <p key={message} className={styles.warning} role="status" data-testid="warning" data-code={code}><Info size={17} strokeWidth={1.75} aria-hidden /><span>{say(message)}</span></p>
      ))}
      {state !== 'failed' && <DenoisingView task={task} frames={way.frames} of={way.of} output={state === 'done' ? result?.output : undefined} running={state === 'running'} data={set} />}
    </ResultPanel>
  );
}
