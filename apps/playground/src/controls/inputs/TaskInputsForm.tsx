import { useTranslation } from 'react-i18next';

import type { TaskDescription } from '../../workers/protocol/index.ts';
import { inputControlFor } from './registry.ts';
import styles from './TaskInputsForm.module.css';
import type { TaskInputs } from './use-task-inputs.ts';

interface TaskInputsFormProps {
  readonly task: TaskDescription;
  readonly given: TaskInputs;
  /** Data set that the model was trained on, if it is known. */
  readonly data: string | undefined;
}

/** A control for each thing that a task is given. */
export function TaskInputsForm({ task, given: { inputs, pictures, give, derive }, data }: TaskInputsFormProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.inputs}>
      {task.input.map((input, place) => {
        const Control = inputControlFor(input.kind);
        return <Control key={input.name} input={input} label={t(`input.name.${input.name}`, { defaultValue: input.name })} value={inputs[input.name]} data={data} takesPaste={place === 0} beside={inputs} picture={pictures[input.name]}
          derive={input.madeBy === undefined ? undefined : (picture) => derive(input.name, input.madeBy ?? '', picture)} onChange={(value) => { give(input.name, value); }} />;
      })}
    </div>
  );
}
