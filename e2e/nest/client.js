// A NestJS program as another team could write it: the questions come in as JSON on standard input,
// `[{ "pattern": "findAll_log", "data": [...] }]`, the answers go out as JSON, one for each question.
//
//   node client.js <host> <port> < questions.json
//
// Who asks: LOG_TOKEN (a user's access token), or a service that signs its own tokens
// (SERVICE_NAME and SERVICE_KEY_FILE, its Ed25519 key), or nobody.
import 'reflect-metadata';
import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import { firstValueFrom, timeout } from 'rxjs';

const TARGET = 'log_service';
const LIFETIME_SECONDS = 60;
const ANSWER_MILLISECONDS = 10_000;

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function serviceToken(service, keyFile) {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: `svc:${service}`, aud: `svc:${TARGET}`, iat: now, exp: now + LIFETIME_SECONDS,
    jti: randomUUID(), token_type: 'service',
  };
  const content = `${base64url({ alg: 'EdDSA', typ: 'JWT' })}.${base64url(claims)}`;
  const key = createPrivateKey(readFileSync(keyFile));
  return `${content}.${sign(null, Buffer.from(content), key).toString('base64url')}`;
}

function token() {
  const { LOG_TOKEN, SERVICE_NAME, SERVICE_KEY_FILE } = process.env;
  return LOG_TOKEN || (SERVICE_KEY_FILE ? serviceToken(SERVICE_NAME, SERVICE_KEY_FILE) : '');
}

function message(pattern, data) {
  return {
    moduleName: 'logs', data, serviceName: TARGET, method: pattern.cmd ?? pattern,
    serviceSource: process.env.SERVICE_NAME || 'nest_client', token: token(),
  };
}

async function ask(client, { pattern, data }) {
  try {
    const answer = client.send(pattern, message(pattern, data)).pipe(timeout(ANSWER_MILLISECONDS));
    return { response: await firstValueFrom(answer) };
  } catch (error) {
    return { error: error instanceof Error ? { message: error.message } : error };
  }
}

const [host, port] = process.argv.slice(2);
const client = ClientProxyFactory.create({ transport: Transport.TCP, options: { host, port: Number(port) } });
const questions = JSON.parse(await text(process.stdin));
await client.connect();
const answers = await Promise.all(questions.map((question) => ask(client, question)));
client.close();
console.log(JSON.stringify(answers));
