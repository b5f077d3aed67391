import type { ErrorReport } from '../../src/api/contract.ts';

/** A command that the engine refused, or that never reached it. */
export class CommandFailure extends Error {
  readonly report: ErrorReport;

  constructor(report: ErrorReport) {
    super(report.message);
    this.name = 'CommandFailure';
    this.report = report;
  }
}

export const CONNECTION_LOST: ErrorReport = {
  fault: 'internal',
  code: 'connection-lost',
  message: 'The connection to the engine was lost before it answered.',
};

/** In the words of a command that was not understood: it is the same the other way round. */
export const BAD_REPLY: ErrorReport = {
  fault: 'input',
  code: 'bad-command',
  message: 'What the engine answered is no answer to what it was asked.',
};
