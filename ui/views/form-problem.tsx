import type { ErrorReport } from '../../src/api/contract.ts';
import { formProblem } from '../format/field-problem.ts';

/** What is wrong with a form as a whole. Always there, to be heard when it changes. */
export function FormProblem({ problem }: { readonly problem: ErrorReport | undefined }) {
  return (
    <p class="form-problem" role="alert">
      {formProblem(problem)}
    </p>
  );
}
