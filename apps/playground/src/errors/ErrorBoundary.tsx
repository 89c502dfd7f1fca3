import { Component, type ReactNode } from 'react';

import { ErrorPanel } from './ErrorPanel.tsx';

interface State { readonly error: unknown }

/** Keeps the shell alive when a page fails. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return <ErrorPanel error={this.state.error} retry={() => { this.setState({ error: undefined }); }} />;
  }
}
