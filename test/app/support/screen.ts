import { Program } from '../../support/program.ts';

const START_MS = 20_000;

/** A screen in memory (Xvfb), for what has to be seen and is not headless. */
export class Screen {
  /** As DISPLAY names it. */
  readonly display: string;
  readonly #program: Program;

  static async start(): Promise<Screen> {
    const size = ['-screen', '0', '1280x800x24'];
    const program = await Program.start('Xvfb', ['-displayfd', '1', ...size]);
    const number = (line: string) => /^\d+$/.exec(line)?.[0];
    return new Screen(program, await program.find('display', number, START_MS));
  }

  private constructor(program: Program, number: string) {
    this.#program = program;
    this.display = `:${number}`;
  }

  stop(): Promise<void> {
    return this.#program.stop();
  }
}
