// A client that hey-api generated calls the generated server of generator/tests/prove/rich.yaml, whose handlers return sampled
// responses. Each call must get a response that the document has for the operation.
import { client } from './rich/client.gen';
import * as api from './rich/sdk.gen';

client.setConfig({ baseUrl: process.argv[2], headers: { 'X-Key': 'secret' } });
let calls = 0;

async function check(call: Promise<{ response?: Response; error?: unknown }>, statuses: number[]) {
  const { response, error } = await call;
  calls += 1;
  if (!response || !statuses.includes(response.status)) {
    throw new Error(`${response?.status}: ${JSON.stringify(error)}`);
  }
  return error;
}

for (const path of ['plain', 'a b', "ä/ö?#[]@!$&'()*+,;=%", '~.-_']) {
  for (let round = 0; round < 20; round += 1) {
    const query = { list: ['a', 'b c', '&='], joined: ['x', 'y'], deep: { x: 1, label: 'é&' } };
    await check(api.places({ path: { path }, query, headers: { 'X-Count': 7n } }), [200, 202]);
  }
}
await check(api.limits({ body: { name: 'äöü', list: ['a', 'b', 'c'], count: 3, code: 'abc' } }), [204]);
// The server keeps limits that this client does not know.
const rejected = (await check(api.limits({ body: { name: 'a', list: [] } }), [400])) as { errors: { location: string }[] };
const locations = rejected.errors.map((one) => one.location).sort();
if (JSON.stringify(locations) !== '["body.list","body.name"]') throw new Error(`${locations}`);
await check(api.forms({ body: { x: 3, label: 'a b&c=d' } }), [200]);
await check(api.look(), [200]);
console.log(`${calls} calls of hey-api: each was answered as the document says`);
