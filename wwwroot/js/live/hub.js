// The hub as follow.js wants it: open, follow, stop. No automatic reconnect: follow.js has the one loop.
import { HttpTransportType, HubConnectionBuilder, LogLevel } from './signalr.js';

/** @typedef {import('../contract.js').Batch} Batch */
/** @typedef {import('../contract.js').Pulse} Pulse */
/** @typedef {{onChanges: (batch: Batch) => void, onPulse: (pulse: Pulse) => void, onClosed: () => void}} HubHandlers */
/** @typedef {{follow: (area: string|null, cursor: string) => Promise<void>, stop: () => void}} Hub */

/**
 * WebSockets only and without negotiation, so that any node behind any balancer serves any client.
 * @param {HubHandlers} handlers
 * @param {string} [url]
 * @returns {Promise<Hub>}
 */
export async function openHub(handlers, url = '/hubs/live') {
  const connection = new HubConnectionBuilder()
    .withUrl(url, { transport: HttpTransportType.WebSockets, skipNegotiation: true })
    .configureLogging(LogLevel.None)
    .build();
  connection.serverTimeoutInMilliseconds = 15_000;
  connection.keepAliveIntervalInMilliseconds = 10_000;
  connection.on('changes', handlers.onChanges);
  connection.on('pulse', handlers.onPulse);
  connection.onclose(handlers.onClosed);
  await connection.start();
  return {
    follow: (area, cursor) => connection.invoke('Follow', area, cursor),
    stop: () => void connection.stop().catch(() => undefined),
  };
}
