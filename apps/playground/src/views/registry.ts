import type { ComponentType } from 'react';

import { AttentionView } from './attention/AttentionView.tsx';
import { AudioView } from './audio/AudioView.tsx';
import { ChatView } from './chat/ChatView.tsx';
import { EmbeddingView } from './embedding/EmbeddingView.tsx';
import { ImageView } from './image/ImageView.tsx';
import { JudgementView } from './judgement/JudgementView.tsx';
import { LikelihoodView } from './likelihood/LikelihoodView.tsx';
import { OtherView } from './other/OtherView.tsx';
import { ScoreView } from './score/ScoreView.tsx';
import { LabelView, TextView } from './text/TextView.tsx';
import { VideoView } from './video/VideoView.tsx';
import type { ViewProps } from './view.ts';

const views = new Map<string, ComponentType<ViewProps>>([
  ['image', ImageView],
  ['mask', ImageView],
  ['video', VideoView],
  ['audio', AudioView],
  ['embedding', EmbeddingView],
  ['score', ScoreView],
  ['text', TextView],
  ['chat', ChatView],
  ['attention', AttentionView],
  ['likelihood', LikelihoodView],
  ['judgement', JudgementView],
  ['label', LabelView],
]);

/** How a value of this kind is shown. Views know kinds, never models. */
export function viewFor(kind: string): ComponentType<ViewProps> {
  return views.get(kind) ?? OtherView;
}
