import type { Link } from '../../../host/link/link.ts';
import type { EngineSide, PageSide } from '../page-contract.ts';

/** The link as the background page holds it. */
export type PageLink = Link<EngineSide, PageSide>;
