import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import type { Candidate, WrittenToken } from '../../workers/protocol/index.ts';
import styles from './DicePanel.module.css';
import { tokenGlyphs } from './glyphs.ts';
import { type Dice, type Face, reweigh, type Truncation } from './reweigh.ts';

const first = 10;

interface DicePanelProps {
  readonly token: WrittenToken | undefined;
  /** As the sliders stand now. */
  readonly settings: Truncation;
  /** Whether the token was drawn with other settings. */
  readonly changed: boolean;
  /** Ids that the model knows; undefined where that is not told. */
  readonly vocabulary: number | undefined;
  /** Goes on from another face; without, faces are for looking at. */
  readonly onBranch?: ((candidate: Candidate) => void) | undefined;
}

/** The weighted dice that a token was thrown with: each face is a token that could have come. */
export function DicePanel({ token, settings, changed, vocabulary, onBranch }: DicePanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);
  if (token === undefined) return <p className={styles.hint}>{t('dice.hint')}</p>;
  if (token.candidates.length === 0) return <p className={styles.hint}>{t('dice.untold')}</p>;
  const others = Math.max(0, (vocabulary ?? token.candidates.length) - token.candidates.length);
  const dice = changed ? reweigh(token.candidates, settings, others) : drawn(token);
  const bits = changed ? entropy(dice, others) : token.entropy ?? entropy(dice, others);
  const most = Math.max(...dice.faces.map(({ chance, logProbability }) => Math.max(chance, Math.exp(logProbability))));
  const shown = all ? dice.faces : dice.faces.filter(({ id }, i) => i < first || id === token.id);
  const percent = (value: number): string => `${value > 0 && value < 0.001 ? `< ${format.number(0.1, 1)}` : format.number(100 * value, 1)}%`;
  return (
    <div data-testid="dice">
      <p className={styles.head}>
        <span className={styles.word}>{tokenGlyphs(token)}</span>
        <span>{t('dice.model', { percent: percent(Math.exp(token.logProbability)) })} · {t('dice.drawn', { percent: percent(token.probability) })} · {t('dice.entropy', { bits: format.number(bits, 2) })}</span>
      </p>
      <ol className={styles.faces}>
        {shown.map((face) => (
          <li key={face.id}>
            {face.id === token.id || onBranch === undefined
              ? <div className={styles.face} data-cut={face.cut !== undefined || undefined} data-written={face.id === token.id || undefined}><FaceRow face={face} most={most} percent={percent} written={face.id === token.id} /></div>
              : (
                <button type="button" className={styles.face} data-cut={face.cut !== undefined || undefined} aria-label={t('dice.branch', { token: tokenGlyphs(face), percent: percent(face.chance) })} onClick={() => { onBranch(face); }}>
                  <FaceRow face={face} most={most} percent={percent} written={false} />
                </button>
              )}
          </li>
        ))}
        {dice.rest > 0.0005 && (
          <li className={styles.face} data-rest>
            <span className={styles.name}>{t('dice.rest')}</span>
            <span className={styles.track}><span className={styles.bar} style={{ width: `${Math.min(100, (100 * dice.rest) / most)}%` }} /></span>
            <span className={styles.chance}>{percent(dice.rest)}</span>
          </li>
        )}
      </ol>
      {dice.faces.length > first && <Button variant="subtle" color="gray" size="compact-sm" onClick={() => { setAll(!all); }}>{all ? t('dice.fewer') : t('dice.all', { count: dice.faces.length })}</Button>}
      {shown.some(({ bytes }) => bytes !== undefined) && <p className={styles.note}>{t('dice.bytes')}</p>}
      <p className={styles.note}>{changed ? t('dice.changed') : t('dice.bars')}{onBranch !== undefined && ` ${t('dice.branchNote')}`}</p>
    </div>
  );
}

function FaceRow({ face, most, percent, written }: { readonly face: Face; readonly most: number; readonly percent: (value: number) => string; readonly written: boolean }) {
  const { t } = useTranslation();
  const own = Math.exp(face.logProbability);
  return (
    <>
      <span className={styles.name}>{tokenGlyphs(face)}{written && <span className="visually-hidden"> ({t('dice.written')})</span>}</span>
      <span className={styles.track}>
        <span className={styles.own} style={{ width: `${(100 * own) / most}%` }} />
        <span className={styles.bar} style={{ width: `${(100 * face.chance) / most}%` }} />
      </span>
      <span className={styles.chance}>{face.cut === undefined ? percent(face.chance) : <span className={styles.cut}>{t(`dice.cut.${face.cut}`)}</span>}</span>
    </>
  );
}

/** The dice as it was thrown, all rules included. */
function drawn({ candidates }: WrittenToken): Dice {
  const faces = [...candidates].sort((a, b) => b.logProbability - a.logProbability).map((candidate): Face => ({ ...candidate, chance: candidate.probability, cut: candidate.probability === 0 ? 'out' : undefined }));
  return { faces, rest: Math.max(0, 1 - faces.reduce((sum, { chance }) => sum + chance, 0)) };
}

/** In bits; tokens that are not told apart count as equally likely. */
function entropy({ faces, rest }: Dice, others: number): number {
  return faces.reduce((sum, { chance }) => (chance > 0 ? sum - chance * Math.log2(chance) : sum), rest > 0 ? -rest * Math.log2(rest / Math.max(1, others)) : 0);
}
