import { useTranslation } from 'react-i18next';

import type { ShownToken } from '../../workers/tokenize-protocol.ts';
import styles from './TokenDetails.module.css';
import { bytePieces, hex, visible } from './visible.ts';

/** All there is to know of one token. Always of one height, so that nothing jumps while a pointer moves. */
export function TokenDetails({ token, pinned }: { token: ShownToken | undefined; pinned: boolean }) {
  const { t } = useTranslation();
  if (token === undefined) return <div className={styles.details}><p className={styles.hint}>{t('tokenize.details.hint')}</p></div>;
  const pieces = bytePieces(token.bytes);
  const isPart = pieces.some((piece) => 'bytes' in piece);
  return (
    <div className={styles.details} data-testid="token-details">
      <p className={styles.head}>
        <span className={styles.what}>
          {pieces.length === 0
            ? <code>{token.token}</code>
            : pieces.map((piece, i) => ('text' in piece ? <span key={i}>{visible(piece.text)}</span> : <code key={i} className={styles.raw}>{hex(piece.bytes)}</code>))}
        </span>
        {token.special && <span className={styles.tag}>{t('tokenize.details.special')}</span>}
        {token.unknown && <span className={styles.tag} data-bad>{t('tokenize.details.unknown')}</span>}
        {isPart && !token.special && <span className={styles.tag}>{t('tokenize.details.part')}</span>}
      </p>
      <dl className={styles.list}>
        <div><dt>{t('tokenize.details.id')}</dt><dd className={styles.number}>{token.id}</dd></div>
        <div><dt>{t('tokenize.details.token')}</dt><dd><code>{visible(token.token)}</code></dd></div>
        <div><dt>{t('tokenize.details.bytes')}</dt><dd><code>{token.bytes.length > 24 ? `${hex(token.bytes.slice(0, 24))} …` : hex(token.bytes)}</code></dd></div>
        <div><dt>{t('tokenize.details.place')}</dt><dd>{token.start >= token.end ? t('tokenize.details.placeNone') : t('tokenize.details.placeValue', { start: token.start, end: token.end, byteStart: token.byteStart, byteEnd: token.byteEnd })}</dd></div>
        <div><dt>{t('tokenize.details.count')}</dt><dd>{t('tokenize.details.times', { count: token.count })}</dd></div>
      </dl>
      {pinned && <p className={styles.held}>{t('tokenize.details.pinned')}</p>}
    </div>
  );
}
