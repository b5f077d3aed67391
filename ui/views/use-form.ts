import { type Signal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import type { ErrorReport } from '../../src/api/contract.ts';
import { CommandFailure } from '../client/command-failure.ts';

export interface Form {
  readonly element: RefObject<HTMLFormElement | null>;
  /** What the engine said of it; to be cleared by who changes a field. */
  readonly problem: Signal<ErrorReport | undefined>;
  readonly busy: Signal<boolean>;
  /** Runs what the form is for; leads to a field that is wrong instead while there is one. */
  submit(run: () => Promise<void>): Promise<void>;
}

/** A form that the engine may refuse. */
export function useForm(): Form {
  const element = useRef<HTMLFormElement>(null);
  const problem = useSignal<ErrorReport | undefined>(undefined);
  const busy = useSignal(false);

  const leadToWrong = () => {
    const wrong = element.current?.querySelector<HTMLElement>('[aria-invalid=true]');
    if (!wrong) return false;
    const folded = wrong.closest('details');
    if (folded) folded.open = true;
    wrong.focus();
    return true;
  };
  const submit = async (run: () => Promise<void>) => {
    if (busy.value || leadToWrong()) return;
    busy.value = true;
    problem.value = undefined;
    try {
      await run();
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      problem.value = error.report;
      // Once it is drawn.
      setTimeout(leadToWrong);
    } finally {
      busy.value = false;
    }
  };
  return { element, problem, busy, submit };
}
