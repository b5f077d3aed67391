import type { StateText } from '../../format/tracker-state.ts';

export interface TrackerNameProps {
  readonly name: string;
  readonly state: StateText;
  readonly tags: readonly string[];
}

/** Which it is, and below, how it stands with it. */
export function TrackerName({ name, state, tags }: TrackerNameProps) {
  return (
    <div class="tracker-name">
      <div class="tracker-address">
        <bdi class="clip" title={name} dir="auto">
          {name}
        </bdi>
        {tags.map((tag) => (
          <span key={tag} class="tag">
            {tag}
          </span>
        ))}
      </div>
      <p class="tracker-state" data-tone={state.tone} title={state.text}>
        {state.text}
      </p>
    </div>
  );
}
