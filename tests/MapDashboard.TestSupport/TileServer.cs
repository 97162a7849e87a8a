using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MapDashboard.TestSupport;

/// <summary>
/// A tile server on a loopback port: grey tiles, and one violet dot at a position of the tiles' own system. It forbids nothing and sends no
/// CORS headers, as the providers do.
/// </summary>
public sealed class TileServer : IAsyncDisposable
{
    public const int TilePixels = 256;

    private readonly WebApplication app;

    private TileServer(WebApplication app) => this.app = app;

    /// <summary>With {z}, {x} and {y}, as a setting wants it.</summary>
    public string Template => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/{z}/{x}/{y}";

    /// <summary>The Referer of each request.</summary>
    public ConcurrentBag<string> Referers { get; } = [];

    public static async Task<TileServer> StartAsync(double dotLon, double dotLat)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new TileServer(app);
        app.MapGet("/{z:int}/{x:int}/{y:int}", (HttpRequest request, int z, int x, int y) =>
        {
            server.Referers.Add(request.Headers.Referer.ToString());
            return Results.Text(Tile(z, x, y, dotLon, dotLat), "image/svg+xml");
        });
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private static string Tile(int z, int x, int y, double lon, double lat)
    {
        var side = TilePixels * Math.Pow(2, z);
        var sine = Math.Sin(lat * Math.PI / 180);
        var (dotX, dotY) = (((lon / 360) + 0.5) * side, (0.5 - (Math.Log((1 + sine) / (1 - sine)) / (4 * Math.PI))) * side);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256" fill="#c8c8c8"/>
            <circle cx="{dotX - (x * TilePixels)}" cy="{dotY - (y * TilePixels)}" r="5" fill="#ff00ff"/></svg>
            """);
    }
}
