import { useTranslation } from 'react-i18next';

import { PageHead } from '../../app/PageHead.tsx';
import { ModelGate } from '../../controls/ModelGate.tsx';
import { useConversation } from '../../state/conversation.ts';
import { useGenerateAddress } from '../../state/generate-url.ts';
import { ChatBench } from './ChatBench.tsx';

/** A conversation with a model, every token of which can be looked at. */
export function ChatPage() {
  const { t } = useTranslation();
  const [address, change] = useGenerateAddress();
  const { reset } = useConversation.getState();
  return (
    <>
      <PageHead title={t('chat.title')} lead={t('chat.lead')} />
      <ModelGate task="chat" source={address.model} none={t('chat.none')} noneHint={t('chat.noneHint')} onPick={(model) => { reset(); change({ model, options: {} }); }}>
        {(model) => <ChatBench key={model.source} model={model} address={address} change={change} />}
      </ModelGate>
    </>
  );
}
