import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { startEmbedded } from '../../src/core/db/embedded.ts';
import { EmbeddedRefusal } from '../../src/core/db/embedded-refusal.ts';

/**
 * A process that owns an embedded server, for tests that kill it:
 * `node embedded-child.ts <dataDir> <elsewhere> <patience ms>`. It prints one line for each thing
 * that happens (`say …`, `ready <port> <new|adopted> <url>`, `refused …`, `drained`, `stopped`).
 * On SIGINT it drains for 300 ms with a last query, once it is ready; refused it exits with 1.
 */
async function main(): Promise<void> {
  const [dataDir = '', elsewhere = '', patience = ''] = process.argv.slice(2);
  const print = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const interrupted = once(process, 'SIGINT');
  try {
    const server = await startEmbedded({
      dataDir,
      elsewhere,
      patience: Number(patience),
      say: (line) => print(`say ${line}`),
    });
    print(`ready ${server.port} ${server.adopted ? 'adopted' : 'new'} ${server.connectionString}`);
    await interrupted;
    await setTimeout(300);
    const client = new Client({ connectionString: server.connectionString });
    await client.connect();
    await client.query('select 1');
    await client.end();
    print('drained');
    await server.stop();
    print('stopped');
  } catch (error) {
    if (!(error instanceof EmbeddedRefusal)) throw error;
    print(`refused ${error.message}`);
    process.exitCode = 1;
  }
}

await main();
