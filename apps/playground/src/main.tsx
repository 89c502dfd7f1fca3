import '@mantine/core/styles.layer.css';
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import 'uplot/dist/uPlot.min.css';
import './app/theme.css';
import './app/i18n/index.ts';

import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';

import { App } from './app/App.tsx';
import { theme } from './app/theme.ts';
import { useBackend } from './state/backend.ts';

// The worker and its backend start while the page is still being drawn.
void useBackend.getState().start();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Router base={import.meta.env.BASE_URL.replace(/\/$/, '')}>
        <App />
      </Router>
    </MantineProvider>
  </StrictMode>,
);
