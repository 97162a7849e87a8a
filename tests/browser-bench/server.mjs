// The two pages, the product's own files and the generated county, on a free port of this machine.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname, extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCounty } from './data.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const wwwroot = resolve(here, '..', '..', 'wwwroot');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };

/** The import map of the product's pages: bare names resolve here as there. */
async function importMap() {
  const page = await readFile(join(wwwroot, 'index.html'), 'utf8');
  return page.match(/<script type="importmap">.*?<\/script>/s)?.[0] ?? '';
}

/** @returns {Promise<{url: string, close: () => void}>} */
export async function serve() {
  const county = JSON.stringify(createCounty());
  const map = await importMap();
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const root = ['/pages/', '/node_modules/'].some((start) => path.startsWith(start)) ? here : wwwroot;
    const file = resolve(join(root, path));
    if (path === '/county.json') {
      response.writeHead(200, { 'content-type': TYPES['.json'] }).end(county);
      return;
    }
    if (!file.startsWith(root + sep)) {
      response.writeHead(404).end();
      return;
    }
    try {
      const body = await readFile(file);
      const type = TYPES[/** @type {keyof typeof TYPES} */ (extname(file))] ?? 'application/octet-stream';
      const isPage = type === TYPES['.html'];
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8` });
      response.end(isPage ? body.toString('utf8').replace('<!-- import map -->', map) : body);
    } catch {
      // A file that is not there; the browser's console says which.
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => done(undefined)));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}
