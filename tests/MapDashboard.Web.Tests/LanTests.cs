using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MapDashboard.TestSupport;
using MapDashboard.Web.Lan;
using Microsoft.Extensions.DependencyInjection;

namespace MapDashboard.Web.Tests;

/// <summary>https for phones of the local network: a private authority, and what it may vouch for.</summary>
public sealed class LanTests : IDisposable
{
    private static readonly LanNames Home = new(["map", "map.local", "localhost"], [IPAddress.Parse("192.168.1.20"), IPAddress.Parse("fd00::20"), IPAddress.Loopback]);

    private readonly string folder = Path.Combine(Directory.CreateTempSubdirectory("mapdashboard-lan-").FullName, "certificates");
    private readonly FakeClock clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);

    [Fact]
    public void The_certificate_names_this_machine_ends_within_397_days_and_is_vouched_for_by_the_authority()
    {
        var lan = new LanCertificates(folder, clock, () => Home);
        Chains(lan.Server, lan.Authority).ShouldBeTrue();
        lan.Server.MatchesHostname("map.local").ShouldBeTrue();
        lan.Server.MatchesHostname("192.168.1.20").ShouldBeTrue();
        lan.Server.MatchesHostname("fd00::20").ShouldBeTrue();
        lan.Server.MatchesHostname("192.168.1.21").ShouldBeFalse();
        (lan.Server.NotAfter - lan.Server.NotBefore).ShouldBeLessThanOrEqualTo(TimeSpan.FromDays(397));
        lan.Server.HasPrivateKey.ShouldBeTrue();
        lan.Authority.Extensions.OfType<X509BasicConstraintsExtension>().ShouldHaveSingleItem().PathLengthConstraint.ShouldBe(0);
    }

    [Fact]
    public void The_authoritys_key_is_its_owners_alone()
    {
        _ = new LanCertificates(folder, clock, () => Home);
        File.GetUnixFileMode(folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(Path.Combine(folder, "authority.key.pem")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("bank.example.com", null)]
    [InlineData(null, "93.184.216.34")]
    [InlineData(null, "2606:2800::1")]
    public void A_stolen_authority_vouches_for_nothing_on_the_internet(string? host, string? address)
    {
        var lan = new LanCertificates(folder, clock, () => Home);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=thief", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (host is not null) names.AddDnsName(host);
        if (address is not null) names.AddIpAddress(IPAddress.Parse(address));
        request.CertificateExtensions.Add(names.Build());
        using var forged = request.Create(lan.Authority, clock.GetUtcNow().AddDays(-1), clock.GetUtcNow().AddDays(30), [1, 2, 3]);
        Chains(forged, lan.Authority).ShouldBeFalse();
    }

    [Fact]
    public void Other_addresses_and_a_near_end_renew_the_certificate_and_leave_the_authority()
    {
        var names = Home;
        var lan = new LanCertificates(folder, clock, () => names);
        var (authority, first) = (lan.Authority.Thumbprint, lan.Server.Thumbprint);
        lan.Renew().ShouldBeFalse();

        names = Home with { Addresses = [IPAddress.Parse("10.1.2.3"), IPAddress.Loopback] };
        lan.Renew().ShouldBeTrue();
        lan.Server.MatchesHostname("10.1.2.3").ShouldBeTrue();
        lan.Server.MatchesHostname("192.168.1.20").ShouldBeFalse();
        lan.Server.Thumbprint.ShouldNotBe(first);

        clock.Advance(TimeSpan.FromDays(370));
        lan.Renew().ShouldBeTrue();
        lan.Renew().ShouldBeFalse();
        lan.Server.NotAfter.ToUniversalTime().ShouldBeGreaterThan(clock.GetUtcNow().UtcDateTime.AddDays(300));
        lan.Authority.Thumbprint.ShouldBe(authority);
        new LanCertificates(folder, clock, () => names).Authority.Thumbprint.ShouldBe(authority);
    }

    [Fact]
    public void A_public_address_that_comes_later_needs_another_authority()
    {
        var names = Home;
        var lan = new LanCertificates(folder, clock, () => names);
        var authority = lan.Authority.Thumbprint;
        names = Home with { Addresses = [IPAddress.Parse("203.0.113.9")] };
        lan.Renew().ShouldBeTrue();
        lan.Authority.Thumbprint.ShouldNotBe(authority);
        Chains(lan.Server, lan.Authority).ShouldBeTrue();
    }

    [Fact]
    public async Task The_server_speaks_https_beside_http_and_hands_out_its_authority()
    {
        await using var server = await TestServer.StartAsync(arguments: ["--lan", "--Map:LanPort", "0"]);
        using var stranger = server.Stranger();
        (await stranger.GetAsync("/trust")).Status.ShouldBe(HttpStatusCode.OK);
        var trust = (await stranger.GetAsync("/api/trust")).Members;
        using var file = await stranger.Http.GetAsync(new Uri(LanEndpoints.AuthorityPath, UriKind.Relative), Stop);
        file.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-x509-ca-cert");
        using var authority = X509CertificateLoader.LoadCertificate(await file.Content.ReadAsByteArrayAsync(Stop));
        trust["fingerprint"]!.GetValue<string>().ShouldBe(authority.GetCertHashString(HashAlgorithmName.SHA256));
        authority.HasPrivateKey.ShouldBeFalse();

        using var phone = PhoneOf(authority);
        var port = trust["port"]!.GetValue<int>();
        (await phone.GetAsync(new Uri($"https://localhost:{port}/health/live"), Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await phone.GetAsync(new Uri($"https://127.0.0.1:{port}/health/live"), Stop)).StatusCode.ShouldBe(HttpStatusCode.OK);
        trust["hosts"]!.AsArray().Select(host => host!.GetValue<string>()).ShouldContain("localhost");
    }

    [Fact]
    public async Task Without_the_switch_there_is_neither_authority_nor_https()
    {
        await using var server = await TestServer.StartAsync();
        using var worker = await server.SignInAsync("worker1");
        (await worker.GetAsync("/api/trust")).Members["offered"]!.GetValue<bool>().ShouldBeFalse();
        (await worker.GetAsync(LanEndpoints.AuthorityPath)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Phones_that_go_away_in_the_middle_of_a_photo_are_no_fault_of_the_server()
    {
        var data = Directory.CreateTempSubdirectory("mapdashboard-lan-").FullName;
        await using (var server = await TestServer.StartAsync(arguments: ["--lan", "--Map:LanPort", "0", "--Map:DataFolder", data]))
        {
            using var worker = await server.SignInAsync("worker1");
            var id = (await worker.ReportAsync()).Text("id");
            for (var n = 0; n < 5; n++)
            {
                await using var network = new LoopbackProxy(server.SecureAddress!);
                using var phone = PhoneOf(server.Services.GetRequiredService<LanCertificates>().Authority);

                // All over one connection, which breaks for all of them at once.
                var photos = Enumerable.Range(0, 20).Select(_ => new HalfBody(Pictures.Png())).ToArray();
                Task[] sending = [.. photos.Select(photo => phone.SendAsync(PutOf(new Uri(network.Address, $"/api/issues/{id}/photos/{Guid.NewGuid()}?kind=before"), worker, photo), Stop))];
                await Task.WhenAny(Task.WhenAll(photos.Select(photo => photo.Sent)), Task.WhenAny(sending)).WaitAsync(TimeSpan.FromSeconds(30), Stop);
                sending.ShouldAllBe(each => !each.IsCompleted);

                // Meanwhile the server has come to the bodies, or not yet.
                (await worker.GetAsync("/api/session")).Status.ShouldBe(HttpStatusCode.OK);
                network.Cut();
                foreach (var each in sending) (await Record.ExceptionAsync(() => each.WaitAsync(TimeSpan.FromSeconds(30), Stop))).ShouldNotBeNull().ShouldNotBeOfType<TimeoutException>();
            }

            (await worker.GetAsync("/api/issues/" + id)).Members["photos"]!.AsArray().ShouldBeEmpty();
        }

        string.Concat(Directory.EnumerateFiles(data, "*.log", SearchOption.AllDirectories).Select(File.ReadAllText)).ShouldNotContain("\"Level\":\"Error\"");
        Directory.Delete(data, recursive: true);
    }

    private static HttpClient PhoneOf(X509Certificate2 authority) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority }, RevocationMode = X509RevocationMode.NoCheck },
        },
    });

    private static HttpRequestMessage PutOf(Uri address, MapClient account, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, address) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = content };
        request.Headers.Add("Cookie", account.CookieHeader);
        request.Headers.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        return request;
    }

    /// <summary>Half of some bytes; the rest never comes.</summary>
    private sealed class HalfBody : HttpContent
    {
        private readonly byte[] bytes;
        private readonly TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HalfBody(byte[] bytes)
        {
            this.bytes = bytes;
            Headers.ContentType = new("image/png");
        }

        public Task Sent => sent.Task;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, Stop);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            sent.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }

    private bool Chains(X509Certificate2 certificate, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = clock.GetUtcNow().UtcDateTime;
        return chain.Build(certificate);
    }
}
