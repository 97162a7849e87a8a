namespace MapDashboard.Web.Lan;

/// <summary>Looks once a minute whether the certificate still fits this machine: addresses change with every network that it joins.</summary>
public sealed class LanKeeper(LanCertificates certificates, TimeProvider time, ILogger<LanKeeper> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Tell();
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await minute.WaitForNextTickAsync(stoppingToken))
        {
            var authority = certificates.Authority.Thumbprint;
            if (!certificates.Renew()) continue;
            Tell();
            if (certificates.Authority.Thumbprint != authority) logger.LogWarning("The private authority was made anew: phones have to trust it once more, at /trust.");
        }
    }

    private void Tell() => logger.LogInformation(
        "https for the local network: certificate until {End:yyyy-MM-dd} for {Names}; phones begin at /trust",
        certificates.Server.NotAfter, string.Join(", ", certificates.Names.Hosts.Concat(certificates.Names.Addresses.Select(address => address.ToString()))));
}
