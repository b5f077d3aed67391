import type { ErrorReport } from '../../src/api/contract.ts';
import { Choice } from '../components/choice.tsx';
import { Field } from '../components/field.tsx';
import { fieldProblem } from '../format/field-problem.ts';
import { formatPieceLength } from '../format/piece-length.ts';
import { text } from '../i18n/text.ts';
import type { CreateDraft } from '../store/create-draft.ts';
import { AddressesField } from './addresses-field.tsx';

const VERSIONS = ['hybrid', 'v1', 'v2'] as const;
/** 16 KiB to 16 MiB. */
const PIECE_LENGTHS = Array.from({ length: 11 }, (_, power) => 2 ** (14 + power));

export interface CreateAdvancedProps {
  readonly draft: CreateDraft;
  readonly problem: ErrorReport | undefined;
  readonly onChange: (changes: Partial<CreateDraft>) => void;
}

/** What few people change, folded away until they ask. */
export function CreateAdvanced({ draft, problem, onChange }: CreateAdvancedProps) {
  return (
    <details class="advanced">
      <summary>{text('create.advanced')}</summary>
      <div class="fields">
        <VersionField draft={draft} onChange={onChange} />
        <Field
          label={text('create.piece-length')}
          how={text('create.piece-length-how')}
          problem={fieldProblem('piece-length', problem)}
        >
          {(control) => (
            <select
              {...control}
              value={draft.pieceLength ?? ''}
              onChange={({ currentTarget }) =>
                onChange({ pieceLength: Number(currentTarget.value) || undefined })
              }
            >
              <option value="">{text('create.piece-length-automatic')}</option>
              {PIECE_LENGTHS.map((bytes) => (
                <option key={bytes} value={bytes}>
                  {formatPieceLength(bytes)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <AddressesField
          kind="web-seeds"
          rows={2}
          value={draft.webSeeds}
          problem={problem}
          onInput={(webSeeds) => onChange({ webSeeds })}
        />
        <Choice
          type="checkbox"
          title={text('create.private')}
          how={text('create.private-how')}
          checked={draft.private}
          onChange={(checked) => onChange({ private: checked })}
        />
        <Field label={text('create.source')} how={text('create.source-how')}>
          {(control) => (
            <input
              {...control}
              type="text"
              autocomplete="off"
              maxLength={255}
              value={draft.source}
              onInput={({ currentTarget }) => onChange({ source: currentTarget.value })}
            />
          )}
        </Field>
        <Field label={text('create.comment')} how={text('create.comment-how')}>
          {(control) => (
            <textarea
              {...control}
              rows={2}
              dir="auto"
              maxLength={10_000}
              value={draft.comment}
              onInput={({ currentTarget }) => onChange({ comment: currentTarget.value })}
            />
          )}
        </Field>
        <Field label={text('create.ignore')} how={text('create.ignore-how')}>
          {(control) => (
            <textarea
              {...control}
              rows={4}
              maxLength={4096}
              spellcheck={false}
              value={draft.ignore}
              onInput={({ currentTarget }) => onChange({ ignore: currentTarget.value })}
            />
          )}
        </Field>
      </div>
    </details>
  );
}

function VersionField({ draft, onChange }: Omit<CreateAdvancedProps, 'problem'>) {
  return (
    <fieldset class="field">
      <legend>{text('create.version')}</legend>
      <div class="choices">
        {VERSIONS.map((version) => (
          <Choice
            key={version}
            type="radio"
            name="version"
            title={text(`version.${version}`)}
            how={text(`version.${version}-how`)}
            checked={draft.version === version}
            onChange={() => onChange({ version })}
          />
        ))}
      </div>
    </fieldset>
  );
}
