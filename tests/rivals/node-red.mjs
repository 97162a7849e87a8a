// Node-RED with pg as one would wire it for reports: POST /reports inserts a row with its area looked up, answers 201 and tells every web socket.
//   node node-red.mjs PORT FOLDER CONNECTION_URL      where the folder holds said.json, what every web socket is told
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import RED from 'node-red';
import pg from 'pg';

const [port, folder, connectionString] = process.argv.slice(2);
const insert = `
  const { id, location } = msg.payload;
  await global.get('pool').query({
    name: 'report',
    text: \`insert into bench_reports values ($1, (select code from bench_areas where st_contains(geom, st_setsrid(st_makepoint($2, $3), 4326))
      order by code desc limit 1), now(), st_setsrid(st_makepoint($2, $3), 4326))\`,
    values: [id, location.lon, location.lat],
  });
  msg.payload = { id };
  msg.statusCode = 201;
  return [msg, { payload: global.get('said') }];`;
const flow = [
  { id: 'tab', type: 'tab', label: 'reports' },
  { id: 'in', type: 'http in', z: 'tab', url: '/reports', method: 'post', wires: [['insert']] },
  { id: 'insert', type: 'function', z: 'tab', func: insert, outputs: 2, wires: [['answer'], ['tell']] },
  { id: 'answer', type: 'http response', z: 'tab', wires: [] },
  { id: 'tell', type: 'websocket out', z: 'tab', server: 'live', wires: [] },
  { id: 'live', type: 'websocket-listener', path: '/live', wholemsg: 'false' },
];
writeFileSync(join(folder, 'flows.json'), JSON.stringify(flow));

const server = createServer();
RED.init(server, {
  userDir: folder,
  flowFile: 'flows.json',
  httpAdminRoot: false,
  credentialSecret: false,
  logging: { console: { level: 'warn' } },
  functionGlobalContext: {
    said: readFileSync(join(folder, 'said.json'), 'utf8'),
    pool: new pg.Pool({ connectionString, max: 10 }),
  },
});
server.on('request', RED.httpNode);
const started = new Promise((done) => RED.events.once('flows:started', done));
await RED.start();
await started;
server.listen(Number(port), '127.0.0.1', () => console.log('ready'));
