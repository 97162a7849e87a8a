using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MapDashboard.TestSupport;

/// <summary>What another system was sent.</summary>
public sealed record WebhookPost(string Id, string Kind, string Timestamp, string Signature, byte[] Bytes)
{
    public JsonObject Body => JsonNode.Parse(Bytes)!.AsObject();

    /// <summary>As a receiver checks it, with nothing of ours.</summary>
    public bool IsSignedWith(string secret) =>
        Signature == "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes(Timestamp), (byte)'.', .. Bytes]));
}

/// <summary>Another system on a loopback port; it can be killed and started again at the same address.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private WebApplication? app;

    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    public ConcurrentQueue<WebhookPost> Posts { get; } = new();

    /// <summary>What it answers.</summary>
    public int Status { get; set; } = StatusCodes.Status204NoContent;

    /// <summary>How long it thinks before each answer.</summary>
    public TimeSpan Delay { get; set; }

    public static async Task<WebhookReceiver> StartAsync()
    {
        var receiver = new WebhookReceiver();
        await receiver.StartAgainAsync();
        return receiver;
    }

    public async Task StartAgainAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Address.ToString());
        app = builder.Build();
        app.MapPost("/{**path}", ReceiveAsync);
        await app.StartAsync();
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public async Task KillAsync()
    {
        await app!.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
        app = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes);
        string Header(string name) => request.Headers[name].ToString();
        Posts.Enqueue(new WebhookPost(Header("Map-Webhook-Id"), Header("Map-Webhook-Kind"), Header("Map-Webhook-Timestamp"), Header("Map-Webhook-Signature"), bytes.ToArray()));
        if (Delay > TimeSpan.Zero) await Task.Delay(Delay, request.HttpContext.RequestAborted);
        if (Status == StatusCodes.Status302Found) return Results.Redirect("/elsewhere");
        return Results.StatusCode(Status);
    }
}
