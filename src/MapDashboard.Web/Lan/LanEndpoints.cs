using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MapDashboard.Web.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace MapDashboard.Web.Lan;

/// <summary>What /trust shows. Hosts without port; the fingerprint is the SHA-256 of the authority's certificate in hex digits.</summary>
public sealed record TrustView(bool Offered, int Port, IReadOnlyList<string> Hosts, string? Fingerprint, DateTime? ValidTo, string? PublicUrl);

/// <summary>https for phones of the local network, with <c>--lan</c> only.</summary>
public static class LanEndpoints
{
    public const string AuthorityPath = "/trust/mapdashboard-ca.crt";
    private const string DefaultAddress = "http://*:8080";

    /// <summary>Listens on all addresses, on https too. Addresses that were given stay, and https comes beside them.</summary>
    public static void AddLan(this WebApplicationBuilder builder, MapOptions options)
    {
        var given = builder.Configuration["urls"];
        var addresses = string.IsNullOrEmpty(given) ? DefaultAddress : given;
        builder.WebHost.UseUrls($"{addresses};https://*:{options.LanPort}");
        builder.Services.AddSingleton(services => new LanCertificates(options.CertificateFolder, services.GetRequiredService<TimeProvider>(), LanNames.OfThisMachine));
        builder.Services.AddHostedService<LanKeeper>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            var certificates = kestrel.ApplicationServices.GetRequiredService<LanCertificates>();
            kestrel.ConfigureHttpsDefaults(https => https.ServerCertificateSelector = (_, _) => certificates.Server);
        });
    }

    public static void MapLan(this WebApplication app, IEndpointRouteBuilder api)
    {
        api.MapGet("/trust", Get).AllowAnonymous().WithSummary("How phones of the local network come to https, and the authority to trust for it");
        if (app.Services.GetService<LanCertificates>() is { } lan)
        {
            app.MapMethods(AuthorityPath, [HttpMethods.Get, HttpMethods.Head], (HttpContext context) => Authority(context, lan)).AllowAnonymous().ExcludeFromDescription();
        }
    }

    private static TrustView Get(IServiceProvider services, IServer server, IOptions<MapOptions> options)
    {
        var settings = options.Value;
        if (services.GetService<LanCertificates>() is not { } lan) return new TrustView(false, settings.LanPort, [], null, null, settings.PublicOrigin);

        // The port that it has become, where any free one was asked for.
        var port = server.Features.Get<IServerAddressesFeature>()!.Addresses.Select(BindingAddress.Parse).First(address => address.Scheme == "https").Port;
        var hosts = lan.Names.Addresses.Where(address => !System.Net.IPAddress.IsLoopback(address))
            .Select(address => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString())
            .Concat(lan.Names.Hosts);
        var hash = lan.Authority.GetCertHash(HashAlgorithmName.SHA256);
        return new TrustView(true, port, [.. hosts], Convert.ToHexString(hash), lan.Authority.NotAfter.ToUniversalTime(), settings.PublicOrigin);
    }

    private static IResult Authority(HttpContext context, LanCertificates lan)
    {
        context.Response.Headers.CacheControl = "no-store";

        // DER: what every phone's system takes for a certificate when it is opened.
        return Results.Bytes(lan.Authority.Export(X509ContentType.Cert), "application/x-x509-ca-cert");
    }
}
