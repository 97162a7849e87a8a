// socket.io with nothing round it: each change that POST /say/N names goes to everybody in a message of its own.
// Arguments: a port, and a file with the JSON of the argument of each message.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const [port, file] = process.argv.slice(2);
const argument = JSON.parse(readFileSync(file, 'utf8'));
const http = createServer((request, response) => {
  const [, said] = /^\/say\/(\d+)$/.exec(request.url ?? '') ?? [];
  for (let n = 0; n < Number(said ?? 0); n++) io.emit('changes', argument);
  response.end('ready');
});
// The crowd answers no pings; none come while it is measured.
const io = new Server(http, { transports: ['websocket'], serveClient: false, pingInterval: 3_600_000 });
http.listen(Number(port), '127.0.0.1');
