import type { FileDetails, FilePriority } from '../../../src/api/snapshot.ts';
import { text } from '../../i18n/text.ts';

const PRIORITIES: readonly FilePriority[] = ['high', 'normal', 'low', 'skip'];

export interface PrioritySelectProps {
  readonly files: readonly FileDetails[];
  /** Its accessible name. */
  readonly label: string;
  /** Whether Tab reaches it. */
  readonly reachable: boolean;
  readonly onChoose: (priority: FilePriority) => void;
}

/** How much files are wanted; it says so where they are not wanted alike. */
export function PrioritySelect({
  files,
  label,
  reachable,
  onChoose,
}: PrioritySelectProps) {
  const first = files[0]?.priority ?? 'normal';
  const isMixed = files.some(({ priority }) => priority !== first);
  return (
    <select
      class="priority"
      aria-label={label}
      tabIndex={reachable ? 0 : -1}
      data-priority={isMixed ? 'mixed' : first}
      value={isMixed ? '' : first}
      onChange={({ currentTarget }) => {
        const chosen = PRIORITIES.find((known) => known === currentTarget.value);
        if (chosen) onChoose(chosen);
      }}
    >
      {isMixed && (
        <option value="" disabled>
          {text('priority.mixed')}
        </option>
      )}
      {PRIORITIES.map((priority) => (
        <option key={priority} value={priority}>
          {text(`priority.${priority}`)}
        </option>
      ))}
    </select>
  );
}
