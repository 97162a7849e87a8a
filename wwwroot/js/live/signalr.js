// SignalR's browser file is UMD: imported for its side effect it sets self.signalR. Nothing else may touch it.
import '@microsoft/signalr';

/** @typedef {typeof import('@microsoft/signalr')} SignalR */

const { signalR } = /** @type {{signalR: SignalR}} */ (/** @type {unknown} */ (globalThis));

export const { HubConnectionBuilder, HttpTransportType, LogLevel } = signalR;
