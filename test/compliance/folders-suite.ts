import { foldersFileCases } from './folders-file-cases.ts';
import { foldersListCases } from './folders-list-cases.ts';
import { foldersRenameCases } from './folders-rename-cases.ts';
import type { FoldersSubject } from './folders-subject.ts';
import { foldersTreeCases } from './folders-tree-cases.ts';
import type { Case } from './suite.ts';

/** The contract of src/ports/folders.ts. */
export const foldersSuite: readonly Case<FoldersSubject>[] = [
  ...foldersListCases,
  ...foldersTreeCases,
  ...foldersFileCases,
  ...foldersRenameCases,
];
