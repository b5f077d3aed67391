import { COMPACT_LENGTH } from '../../bytes/compact-endpoints.ts';
import type { KrpcError, KrpcQuery, KrpcResponse } from './message.ts';
import { BencodeWriter } from './writer.ts';

/** Used again for each message: nothing of one outlives its encoding. */
const writer = new BencodeWriter();

/** Keys stand in order, as BEP 3 demands; fields that are undefined are left out. */
export function encodeKrpc(message: KrpcQuery | KrpcResponse | KrpcError): Uint8Array {
  const out = writer.reset().dict();
  switch (message.kind) {
    case 'query':
      out.text('a').dict();
      writeArguments(message, out);
      out.end().text('q').text(message.method);
      if (message.readOnly) out.text('ro').integer(1);
      break;
    case 'response':
      if (message.address) out.text('ip').bytes(message.address);
      out.text('r').dict();
      writeAnswer(message, out);
      out.end();
      break;
    case 'error':
      out.text('e').list().integer(message.code).text(message.message).end();
      break;
  }
  out.text('t').bytes(message.transaction);
  bytesField(out, 'v', message.version);
  const kind = message.kind === 'query' ? 'q' : message.kind === 'response' ? 'r' : 'e';
  return out.text('y').text(kind).end().written();
}

function writeArguments(query: KrpcQuery, out: BencodeWriter): void {
  switch (query.method) {
    case 'ping':
      out.text('id').bytes(query.id);
      break;
    case 'find_node':
    case 'sample_infohashes':
      out.text('id').bytes(query.id).text('target').bytes(query.target);
      writeWant(query.want, out);
      break;
    case 'get':
      out.text('id').bytes(query.id);
      integerField(out, 'seq', query.seq);
      out.text('target').bytes(query.target);
      writeWant(query.want, out);
      break;
    case 'get_peers':
      out.text('id').bytes(query.id).text('info_hash').bytes(query.target);
      if (query.noSeed) out.text('noseed').integer(1);
      if (query.scrape) out.text('scrape').integer(1);
      writeWant(query.want, out);
      break;
    case 'announce_peer':
      out.text('id').bytes(query.id);
      if (query.impliedPort) out.text('implied_port').integer(1);
      out.text('info_hash').bytes(query.target).text('port').integer(query.port);
      if (query.seed) out.text('seed').integer(1);
      out.text('token').bytes(query.token);
      break;
    case 'put':
      integerField(out, 'cas', query.cas);
      out.text('id').bytes(query.id);
      bytesField(out, 'k', query.key);
      bytesField(out, 'salt', query.salt);
      integerField(out, 'seq', query.seq);
      bytesField(out, 'sig', query.signature);
      out.text('token').bytes(query.token).text('v').raw(query.value);
      break;
  }
}

function writeWant(want: readonly string[] | undefined, out: BencodeWriter): void {
  if (!want) return;
  out.text('want').list();
  for (const family of want) out.text(family === 'ipv4' ? 'n4' : 'n6');
  out.end();
}

function writeAnswer(answer: KrpcResponse, out: BencodeWriter): void {
  bytesField(out, 'BFpe', answer.peerFilter);
  bytesField(out, 'BFsd', answer.seedFilter);
  out.text('id').bytes(answer.id);
  integerField(out, 'interval', answer.interval);
  bytesField(out, 'k', answer.key);
  bytesField(out, 'nodes', answer.nodes);
  bytesField(out, 'nodes6', answer.nodes6);
  integerField(out, 'num', answer.sampled);
  bytesField(out, 'samples', answer.samples);
  integerField(out, 'seq', answer.seq);
  bytesField(out, 'sig', answer.signature);
  bytesField(out, 'token', answer.token);
  if (answer.value) out.text('v').raw(answer.value);
  if (!answer.peers && !answer.peers6) return;
  out.text('values').list();
  writePeers(answer.peers, COMPACT_LENGTH.ipv4, out);
  writePeers(answer.peers6, COMPACT_LENGTH.ipv6, out);
  out.end();
}

function writePeers(
  rows: Uint8Array | undefined,
  length: number,
  out: BencodeWriter,
): void {
  if (!rows) return;
  for (let at = 0; at + length <= rows.length; at += length) {
    out.bytes(rows.subarray(at, at + length));
  }
}

function bytesField(
  out: BencodeWriter,
  key: string,
  value: Uint8Array | undefined,
): void {
  if (value) out.text(key).bytes(value);
}

function integerField(
  out: BencodeWriter,
  key: string,
  value: number | bigint | undefined,
): void {
  if (value !== undefined) out.text(key).integer(value);
}
