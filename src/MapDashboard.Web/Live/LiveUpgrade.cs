using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace MapDashboard.Web.Live;

/// <summary>Puts a <see cref="LiveStream"/> under the WebSocket that a request becomes, by HTTP/1.1 or HTTP/2, before SignalR takes it.</summary>
internal sealed class LiveUpgrade(HttpContext context, IHttpUpgradeFeature? upgrade, IHttpExtendedConnectFeature? connect) : IHttpUpgradeFeature, IHttpExtendedConnectFeature
{
    public bool IsUpgradableRequest => upgrade?.IsUpgradableRequest ?? false;

    public bool IsExtendedConnect => connect?.IsExtendedConnect ?? false;

    public string? Protocol => connect?.Protocol;

    public static void Prepare(HttpContext context)
    {
        var (upgrade, connect) = (context.Features.Get<IHttpUpgradeFeature>(), context.Features.Get<IHttpExtendedConnectFeature>());
        var wrapped = new LiveUpgrade(context, upgrade, connect);
        if (upgrade is not null) context.Features.Set<IHttpUpgradeFeature>(wrapped);
        if (connect is not null) context.Features.Set<IHttpExtendedConnectFeature>(wrapped);
    }

    public async Task<Stream> UpgradeAsync()
    {
        // What answered the request has gone out before the client may send its first word, and nothing is written before that: the socket is free by then.
        var isBare = context.Features.Get<ITlsConnectionFeature>() is null;
        return Put(await upgrade!.UpgradeAsync(), isBare ? context.Features.Get<IConnectionSocketFeature>()?.Socket : null);
    }

    public async ValueTask<Stream> AcceptAsync() => Put(await connect!.AcceptAsync(), socket: null);

    private LiveStream Put(Stream inner, Socket? socket)
    {
        var stream = new LiveStream(inner, socket, context.Abort);
        context.Features.Set(stream);
        return stream;
    }
}
