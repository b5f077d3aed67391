import type { ErrorReport } from '../../src/api/contract.ts';
import { Button } from '../components/button.tsx';
import type { IconName } from '../components/icon-paths.ts';
import { formProblem } from '../format/field-problem.ts';
import { text } from '../i18n/text.ts';

export interface FormFootProps {
  /** What is wrong with the form as a whole. */
  readonly problem: ErrorReport | undefined;
  /** What it does. */
  readonly submit: string;
  readonly icon?: IconName | undefined;
  readonly disabled: boolean;
  readonly onCancel: () => void;
}

/** The end of a dialog's form: what is wrong, always there, to be heard when it changes; go or not. */
export function FormFoot({ problem, submit, icon, disabled, onCancel }: FormFootProps) {
  return (
    <>
      <p class="form-problem" role="alert">
        {formProblem(problem)}
      </p>
      <footer class="dialog-foot">
        <Button onClick={onCancel}>{text('action.cancel')}</Button>
        <Button type="submit" look="accent" icon={icon} disabled={disabled}>
          {submit}
        </Button>
      </footer>
    </>
  );
}
