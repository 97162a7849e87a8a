using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MapDashboard.Web.Lan;

/// <summary>
/// A private authority in the data folder, and the certificate that it gives this machine. Phones are told once to trust the authority;
/// the certificate is made anew whenever it nears its end or the machine's addresses change.
/// </summary>
public sealed class LanCertificates
{
    /// <summary>Browsers take no certificate that is valid for longer; the day before begins it, for phones whose clock is behind.</summary>
    private static readonly TimeSpan Valid = TimeSpan.FromDays(396);
    private static readonly TimeSpan RenewedBefore = TimeSpan.FromDays(30);
    private static readonly TimeSpan AuthorityValid = TimeSpan.FromDays(3650);

    private readonly string folder;
    private readonly TimeProvider time;
    private readonly Func<LanNames> names;
    private readonly Lock making = new();
    private volatile Issued current;

    /// <param name="folder">Made if it is not there; only its owner may read it.</param>
    /// <param name="names">What this machine is called now.</param>
    public LanCertificates(string folder, TimeProvider time, Func<LanNames> names)
    {
        this.folder = folder;
        this.time = time;
        this.names = names;
        current = Make(names());
    }

    public X509Certificate2 Server => current.Server;

    public X509Certificate2 Authority => current.Authority;

    public LanNames Names => current.Names;

    /// <returns>Whether there was something to renew.</returns>
    public bool Renew()
    {
        lock (making)
        {
            var now = names();
            if (now.IsSameAs(current.Names) && time.GetUtcNow().UtcDateTime < current.Server.NotAfter.ToUniversalTime() - RenewedBefore) return false;
            current = Make(now);
            return true;
        }
    }

    private Issued Make(LanNames called)
    {
        if (Stored() is { } kept)
        {
            var server = Issue(kept, called);

            // Checked as a browser checks it: an authority that has ended, or may not vouch for today's names, is replaced.
            if (IsTrusted(server, kept)) return new Issued(kept, server, called);
        }

        var authority = MakeAuthority(called);
        return new Issued(authority, Issue(authority, called), called);
    }

    private X509Certificate2? Stored()
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(AuthorityFile, KeyFile);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException or CryptographicException)
        {
            // The first start, or half a pair: a new authority, which phones have to be told of.
            return null;
        }
    }

    private X509Certificate2 MakeAuthority(LanNames called)
    {
        var now = time.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=MapDashboard {called.Hosts[0]} {now:yyyy-MM-dd}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(NameConstraints.For(called));
        var authority = request.CreateSelfSigned(now.AddDays(-1), now + AuthorityValid);
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Write(KeyFile, key.ExportPkcs8PrivateKeyPem(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Write(AuthorityFile, authority.ExportCertificatePem(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return authority;
    }

    private X509Certificate2 Issue(X509Certificate2 authority, LanNames called)
    {
        var now = time.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={called.Hosts[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var host in called.Hosts) alternatives.AddDnsName(host);
        foreach (var address in called.Addresses) alternatives.AddIpAddress(address);
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        var end = now.AddDays(-1) + Valid;
        var last = new DateTimeOffset(authority.NotAfter);
        using var issued = request.Create(authority, now.AddDays(-1), end < last ? end : last, RandomNumberGenerator.GetBytes(16));
        return issued.CopyWithPrivateKey(key);
    }

    private bool IsTrusted(X509Certificate2 server, X509Certificate2 authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        return chain.Build(server) && authority.NotAfter.ToUniversalTime() > time.GetUtcNow().UtcDateTime + RenewedBefore;
    }

    private static void Write(string file, string text, UnixFileMode mode)
    {
        File.Delete(file);
        using var stream = new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode });
        using var writer = new StreamWriter(stream);
        writer.Write(text);
    }

    private string KeyFile => Path.Combine(folder, "authority.key.pem");

    private string AuthorityFile => Path.Combine(folder, "authority.pem");

    private sealed record Issued(X509Certificate2 Authority, X509Certificate2 Server, LanNames Names);
}
