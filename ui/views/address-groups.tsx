import { plural, text } from '../i18n/text.ts';

/** There may be hundreds. */
const MOST = 20;

/** Addresses to be read; what belongs together (a tier) stands apart from the rest. */
export function AddressGroups({
  groups,
}: {
  readonly groups: readonly (readonly string[])[];
}) {
  const count = groups.flat().length;
  if (count === 0) return <>{text('details.none')}</>;
  return (
    <div class="address-groups">
      {firstOf(groups).map((group) => (
        <ul key={group.join('\n')}>
          {group.map((address) => (
            <li key={address}>
              <bdi>{address}</bdi>
            </li>
          ))}
        </ul>
      ))}
      {count > MOST && <p>{plural('details.more-addresses', count - MOST)}</p>}
    </div>
  );
}

function firstOf(groups: readonly (readonly string[])[]): (readonly string[])[] {
  let left = MOST;
  const first = groups.map((group) => {
    const shown = group.slice(0, left);
    left -= shown.length;
    return shown;
  });
  return first.filter((group) => group.length > 0);
}
