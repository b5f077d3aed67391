import type { Case } from './suite.ts';
import { tcpDataCases } from './tcp-data-cases.ts';
import { tcpEndCases } from './tcp-end-cases.ts';
import { tcpFlowCases } from './tcp-flow-cases.ts';
import { tcpOpenCases } from './tcp-open-cases.ts';
import type { TcpSubject } from './tcp-pair.ts';

/**
 * The contract of src/ports/tcp.ts; run it for 127.0.0.1 and, where there is one, ::1.
 */
export const tcpSuite: readonly Case<TcpSubject>[] = [
  ...tcpOpenCases,
  ...tcpDataCases,
  ...tcpFlowCases,
  ...tcpEndCases,
];
