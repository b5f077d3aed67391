import type { Link } from '../../host/link/link.ts';
import type { EngineSide, PageSide } from './page-contract.ts';

/** The link as the Worker holds it. */
export type EngineLink = Link<PageSide, EngineSide>;
