import type { FileDetails } from '../../src/api/snapshot.ts';
import { formatBytes } from '../format/bytes.ts';
import { isolate, plural, text } from '../i18n/text.ts';

/** More would take a while to draw, and nobody reads them here. */
const MOST = 200;

/** The first files of a torrent. */
export function FileTable({ files }: { readonly files: readonly FileDetails[] }) {
  const shown = files.slice(0, MOST);
  const more = files.length - shown.length;
  return (
    <section>
      <h3>{text('details.file-list')}</h3>
      <table class="files">
        <thead class="unseen">
          <tr>
            <th scope="col">{text('column.name')}</th>
            <th scope="col">{text('column.size')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((file) => (
            <tr key={file.path.join('/')} data-wanted={file.priority !== 'skip'}>
              <td>
                {file.path.map(isolate).join('/')}
                {file.priority === 'skip' && (
                  <span class="unwanted">{text('details.unwanted')}</span>
                )}
              </td>
              <td>{formatBytes(file.size)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="field-how">{plural('details.more-files', more)}</p>}
    </section>
  );
}
