import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';

import { ErrorBoundary } from '../errors/ErrorBoundary.tsx';
import { Shell } from './Shell.tsx';

// Each page is its own chunk; the first one that is opened comes alone.
const ModelsPage = lazy(async () => ({ default: (await import('../pages/models/ModelsPage.tsx')).ModelsPage }));
const TrainPage = lazy(async () => ({ default: (await import('../pages/train/TrainPage.tsx')).TrainPage }));
const GeneratePage = lazy(async () => ({ default: (await import('../pages/generate/GeneratePage.tsx')).GeneratePage }));
const TextToImagePage = lazy(async () => ({ default: (await import('../pages/text-to-image/TextToImagePage.tsx')).TextToImagePage }));
const NoisePage = lazy(async () => ({ default: (await import('../pages/noise/NoisePage.tsx')).NoisePage }));
const GanPage = lazy(async () => ({ default: (await import('../pages/gan/GanPage.tsx')).GanPage }));
const CompletePage = lazy(async () => ({ default: (await import('../pages/complete/CompletePage.tsx')).CompletePage }));
const ChatPage = lazy(async () => ({ default: (await import('../pages/chat/ChatPage.tsx')).ChatPage }));
const TranslatePage = lazy(async () => ({ default: (await import('../pages/translate/TranslatePage.tsx')).TranslatePage }));
const TokenizePage = lazy(async () => ({ default: (await import('../pages/tokenize/TokenizePage.tsx')).TokenizePage }));
const BackendsPage = lazy(async () => ({ default: (await import('../pages/backends/BackendsPage.tsx')).BackendsPage }));

export function App() {
  return (
    <Shell>
      <ErrorBoundary>
        <Suspense fallback={null}>
          <Switch>
            <Route path="/" component={ModelsPage} />
            <Route path="/train" component={TrainPage} />
            <Route path="/generate" component={GeneratePage} />
            <Route path="/text-to-image" component={TextToImagePage} />
            <Route path="/noise" component={NoisePage} />
            <Route path="/gan" component={GanPage} />
            <Route path="/complete" component={CompletePage} />
            <Route path="/chat" component={ChatPage} />
            <Route path="/translate" component={TranslatePage} />
            <Route path="/tokenize" component={TokenizePage} />
            <Route path="/backends" component={BackendsPage} />
            <Route><Redirect to="/" replace /></Route>
          </Switch>
        </Suspense>
      </ErrorBoundary>
    </Shell>
  );
}
