import { Switch } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import panel from '../../app/Panel.module.css';
import { addressOf, inputFrom, startingInput } from '../../controls/inputs/given.ts';
import { inputControlFor } from '../../controls/inputs/registry.ts';
import { SeedControl } from '../../controls/SeedControl.tsx';
import { ErrorPanel } from '../../errors/ErrorPanel.tsx';
import { compute } from '../../state/compute.ts';
import type { ChangeAddress, GenerateAddress } from '../../state/generate-url.ts';
import { useQuery } from '../../state/use-query.ts';
import { integerScale } from '../../views/image/pixels.ts';
import type { DataSetDescription, InputValue, OpenedModel, TaskInput } from '../../workers/protocol/index.ts';
import { Equation } from './Equation.tsx';
import { Guess } from './Guess.tsx';
import { Ladder } from './Ladder.tsx';
import styles from './Noise.module.css';
import { levelAt, partOf } from './noisy.ts';
import { ScheduleChart } from './ScheduleChart.tsx';
import { type NoiseRequest, useNoisy } from './use-noisy.ts';
import { useWalk } from './use-walk.ts';
import { WalkBack } from './WalkBack.tsx';
import { captionOf, readsCaptions, setFor } from './wishes.ts';

interface NoiseBenchProps {
  readonly model: OpenedModel;
  readonly sets: readonly DataSetDescription[];
  readonly address: GenerateAddress;
  readonly change: ChangeAddress;
}

const rungs = [0, 0.2, 0.4, 0.6, 0.8, 1] as const;
const firstPart = 0.5;

/** One picture under noise, what a model sees in it, and the way back. */
export function NoiseBench({ model, sets, address, change }: NoiseBenchProps) {
  const { t } = useTranslation();
  const { ref, width } = useElementSize();
  const task = model.tasks.find(({ name }) => name === 'noise');
  const input: TaskInput = task?.input[0] ?? { name: 'image', kind: 'image', shape: undefined, madeBy: undefined };
  const set = setFor(model, input.shape, sets);
  const [own, setOwn] = useState<InputValue | undefined>(undefined);
  const written = address.inputs[input.name];
  const picture = useMemo(() => own ?? inputFrom(input, written) ?? startingInput(input, 0, set), [own, written, set, input]);
  const part = typeof address.options['time'] === 'number' ? Math.min(1, Math.max(0, address.options['time'])) : firstPart;
  const steps = typeof address.options['steps'] === 'number' ? address.options['steps'] : 20;

  // What the picture shows, for a model that can be told.
  const placed = picture?.from === 'data' ? picture : undefined;
  const caption = useQuery(placed === undefined ? undefined : `${placed.data}:${placed.index}`, () => compute().pictures(placed?.data ?? '', [placed?.index ?? 0]));
  const words = readsCaptions(model) ? captionOf(caption.value?.[0]) : undefined;
  const told = address.options['told'] === true ? words : undefined;
  const waits = placed !== undefined && readsCaptions(model) && caption.value === undefined && caption.error === undefined;

  const request = useMemo((): NoiseRequest | undefined => (picture === undefined || waits ? undefined : {
    source: model.source, inputs: { [input.name]: picture }, seed: address.seed, options: { guidance: told === undefined ? 0 : 1, ...(told !== undefined && { prompt: told }) },
  }), [picture, waits, model.source, input.name, address.seed, told]);
  const { shown, ladder, error } = useNoisy(request, part, rungs);
  const setPart = (next: number) => { change((before) => ({ options: { ...before.options, time: next } })); };
  const back = useWalk(request, (time) => { setPart(partOf(shown?.levels ?? [], time)); });
  const { reset } = back;
  const drag = (next: number) => { reset(); setPart(next); };
  const pick = (value: InputValue) => {
    const place = addressOf(value);
    setOwn(place === undefined ? value : undefined);
    change((before) => ({ inputs: { ...before.inputs, ...(place !== undefined && { [input.name]: place }) } }));
  };
  useEffect(() => { reset(); }, [steps, reset]);

  const level = shown === undefined ? undefined : levelAt(shown.levels, part) ?? shown;
  const side = shown?.picture.width ?? 32;
  // Four terms and the signs between them, or on a phone two above two.
  const term = integerScale(side, Math.min(160, Math.max(side, width > 640 ? (width - 330) / 4 : (width - 150) / 2))) * side;
  const rung = integerScale(side, Math.max(side, Math.min(96, (width - 40 - 8 * rungs.length) / rungs.length))) * side;
  const walks = model.tasks.some(({ name, unavailable }) => name === 'imageToImage' && unavailable === undefined);
  const Input = inputControlFor('image');

  return (
    <div className={styles.bench}>
      <div className={styles.side}>
        <section className={panel.panel}>
          <h2 className={panel.title}>{t('noise.yours')}</h2>
          <Input input={input} label={t('noise.picture')} value={picture} data={set?.id} takesPaste picture={undefined} derive={undefined} onChange={pick} />
          {words !== undefined && <Switch mt="md" size="sm" label={t('noise.tell', { words })} description={t('noise.tellNote')} checked={told !== undefined} onChange={({ currentTarget }) => { change((before) => ({ options: { ...before.options, told: currentTarget.checked ? true : undefined } })); }} />}
        </section>
        <SeedControl seed={address.seed} note={t('noise.seedNote')} onChange={(seed) => { change({ seed }); }} />
      </div>

      <div ref={ref} className={styles.main} data-testid="noise" data-time={shown === undefined ? undefined : partOf(shown.levels, shown.time).toFixed(3)}>
        {error !== undefined && <ErrorPanel error={error} />}
        {shown !== undefined && level !== undefined && width > 0 && (
          <>
            <section className={panel.panel} aria-labelledby="forward">
              <h2 id="forward" className={panel.title}>{t('noise.forwardTitle')}</h2>
              <Equation noisy={shown} level={level} width={term} told={told} />
              {shown.levels.length > 1 && <ScheduleChart levels={shown.levels} part={part} onChange={drag} visited={(back.walk?.footsteps ?? []).map(({ time }) => partOf(shown.levels, time))} />}
              <Guess noisy={shown} isTold={told !== undefined} />
            </section>
            <section className={panel.panel} aria-labelledby="ladder">
              <h2 id="ladder" className={panel.title}>{t('noise.ladderTitle')}</h2>
              <p className={panel.note}>{t('noise.ladderNote')}</p>
              <Ladder rungs={rungs} seen={ladder} part={part} width={rung} onPick={drag} />
            </section>
            {walks && request !== undefined && <WalkBack back={back} noisy={shown} part={part} width={Math.min(term, integerScale(side, Math.max(side, (width - 100) / 3)) * side)} steps={steps} onSteps={(next) => { change((before) => ({ options: { ...before.options, steps: next } })); }} />}
            <section className={panel.panel} aria-labelledby="all">
              <h2 id="all" className={panel.title}>{t('noise.allTitle')}</h2>
              <ol className={panel.lessons}><li>{t('noise.lessonTrain')}</li><li>{t('noise.lessonMake')}</li><li>{t('noise.lessonGuide')}</li></ol>
            </section>
          </>
        )}
      </div>
    </div>
  );
}
